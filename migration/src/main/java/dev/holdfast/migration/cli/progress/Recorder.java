package dev.holdfast.migration.cli.progress;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what a run does, and passes it on. Not thread-safe. */
public final class Recorder implements RunObserver {
    private final RunRecording recording;
    private final RunObserver next;
    private final List<StatementRun> statements = new ArrayList<>();

    /**
     * Writes into a recording.
     *
     * @param recording where to
     * @param next who is told as well
     */
    public Recorder(RunRecording recording, RunObserver next) {
        this.recording = recording;
        this.next = next;
    }

    @Override
    public void migrationStarted(Migration migration) {
        statements.clear();
        next.migrationStarted(migration);
    }

    @Override
    public void statementStarted(Place statement) {
        next.statementStarted(statement);
    }

    @Override
    public void statementEnded(Place statement, Duration took, long rows) {
        statements.add(new StatementRun(
                statement.number(),
                statement.line(),
                statement.command(),
                took,
                rows,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                ""));
        next.statementEnded(statement, took, rows);
    }

    @Override
    public void retrying(Migration migration, Retry retry) {
        // The attempt left nothing: what is written down is the one that counts.
        statements.clear();
        next.retrying(migration, retry);
    }

    @Override
    public void migrationEnded(Migration migration, End end) {
        recording.migration(new MigrationRun(
                migration.source(),
                migration.version(),
                migration.description(),
                migration.script(),
                migration.sha256(),
                result(end.outcome()),
                end.took(),
                end.attempts(),
                statements,
                Optional.empty(),
                List.of()));
        next.migrationEnded(migration, end);
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> Result.APPLIED;
            case FAILED -> Result.FAILED;
            case INTERRUPTED -> Result.INTERRUPTED;
        };
    }
}
