package dev.holdfast.migration.run;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.StatementProbe;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes down what is done with each migration, beside what was known of it beforehand, and passes it on. Not thread-safe.
 */
final class Recorder implements RunObserver {
    private final Function<Migration, Optional<MigrationRun>> foreseen;
    private final Consumer<MigrationRun> out;
    private final RunObserver next;
    private final List<StatementRun> statements = new ArrayList<>();
    private Optional<MigrationRun> known = Optional.empty();

    /**
     * A recorder.
     *
     * @param foreseen what is known of a migration as it begins
     * @param out where to
     * @param next who is told as well
     */
    Recorder(Function<Migration, Optional<MigrationRun>> foreseen, Consumer<MigrationRun> out, RunObserver next) {
        this.foreseen = foreseen;
        this.out = out;
        this.next = next;
    }

    @Override
    public Optional<StatementProbe> probe() {
        return next.probe();
    }

    @Override
    public void migrationStarted(Migration migration) {
        statements.clear();
        known = foreseen.apply(migration);
        next.migrationStarted(migration);
    }

    @Override
    public void statementStarted(Place statement) {
        next.statementStarted(statement);
    }

    @Override
    public void statementEnded(Place statement, Duration took, long rows) {
        statements.add(run(statement, took, rows));
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
        out.accept(new MigrationRun(
                migration.source(),
                migration.version(),
                migration.description(),
                migration.script(),
                migration.sha256(),
                result(end.outcome()),
                end.took(),
                end.attempts(),
                statements,
                known.flatMap(MigrationRun::undo),
                known.map(MigrationRun::findings).orElse(List.of())));
        next.migrationEnded(migration, end);
    }

    /** Time and rows are those of now; locks, rewrites and scans those of the rehearsal, since now nobody looked. */
    private StatementRun run(Place statement, Duration took, long rows) {
        Optional<StatementRun> tried = known.stream()
                .flatMap(migration -> migration.statements().stream())
                .filter(one -> one.number() == statement.number())
                .findFirst();
        return new StatementRun(
                statement.number(),
                statement.line(),
                statement.command(),
                took,
                rows,
                tried.map(StatementRun::locks).orElse(List.of()),
                tried.map(StatementRun::expectedLocks).orElse(List.of()),
                tried.map(StatementRun::rewritten).orElse(List.of()),
                tried.map(StatementRun::scanned).orElse(List.of()),
                tried.map(StatementRun::mismatch).orElse(""),
                "");
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> Result.APPLIED;
            case FAILED -> Result.FAILED;
            case INTERRUPTED -> Result.INTERRUPTED;
        };
    }
}
