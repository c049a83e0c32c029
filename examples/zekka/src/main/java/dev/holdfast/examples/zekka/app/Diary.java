package dev.holdfast.examples.zekka.app;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a run does into its record. Not thread-safe. */
public final class Diary implements RunObserver {
    private final RunRecording recording;
    private final List<StatementRun> statements = new ArrayList<>();

    /** A diary for one run. */
    public Diary(RunRecording recording) {
        this.recording = recording;
    }

    @Override
    public void migrationStarted(Migration migration) {
        statements.clear();
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
                ""));
    }

    @Override
    public void retrying(Migration migration, Retry retry) {
        // That attempt left nothing: what is written down is the one that counts.
        statements.clear();
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
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> Result.APPLIED;
            case FAILED -> Result.FAILED;
            case INTERRUPTED -> Result.INTERRUPTED;
        };
    }
}
