package dev.holdfast.migration.apply.run;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.apply.run.Course.Told;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.apply.step.StepJournal.Direction;
import dev.holdfast.migration.apply.step.StepJournal.Entry;
import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptSettings;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes a migration back whose undo script cannot be one transaction. */
final class SteppedUndo {
    private final Bench bench;
    private final MigrationSource source;

    SteppedUndo(Bench bench, MigrationSource source) {
        this.bench = bench;
        this.source = source;
    }

    /** Begins, or goes on where the last try stopped. */
    Duration run(HistoryRow row, ScriptFile script) {
        long start = bench.ticker().read();
        List<SqlStatement> statements = PendingMigration.statements(script);
        ScriptSettings settings = ScriptSettings.of(script);
        StepJournal.Course key = new StepJournal.Course(source.history(), row.script(), Direction.UNDO);
        Failures failures = new Failures(source.name());
        Told told = new Told(
                new Failures.Subject("undo of " + source.name() + " version " + row.versionText(), row.versionText()),
                new RunObserver.Migration(
                        source.name(),
                        row.versionText(),
                        row.identity().description(),
                        script.path(),
                        "",
                        statements.size()));
        Course course = new Course(
                key,
                StepPlan.of(statements, settings.inTransaction()),
                settings,
                told,
                new UndoFrame(bench, new HistoryEntries(source.history(), Optional.empty()), row));
        List<Entry> entries = entries(key);
        StepRun run = new StepRun(bench, failures, course);
        if (row.success()) {
            run.begin();
        } else if (StepJournal.stoppedAt(entries).isPresent()) {
            run.goOn(entries);
        } else {
            throw failures.refusal(
                    told.subject(), "must wait: the migration itself was interrupted; migrate to its end first");
        }
        return bench.ticker().elapsed(start);
    }

    private List<Entry> entries(StepJournal.Course key) {
        bench.requireJournal();
        try {
            return bench.journal().read(bench.lock().connection(), key);
        } catch (SQLException e) {
            throw DatabaseException.of("the journal of steps could not be read", e);
        }
    }

    /** The history row of a migration that is taken back step by step: it says "failed" until the last step is done. */
    private static final class UndoFrame implements Course.Frame {
        private final Bench bench;
        private final HistoryEntries history;
        private final HistoryRow row;
        private final long start;

        UndoFrame(Bench bench, HistoryEntries history, HistoryRow row) {
            this.bench = bench;
            this.history = history;
            this.row = row;
            this.start = bench.ticker().read();
        }

        @Override
        public void begin(Connection connection) throws SQLException {
            if (!history.setSuccess(
                    connection, row.rank(), false, bench.lock().witness().guardSql())) {
                throw bench.lock().lost();
            }
        }

        @Override
        public void takeUp(Connection connection) {
            // The row says "failed" since the first step.
        }

        @Override
        public void end(Connection connection) throws SQLException {
            boolean stood = history.setSuccess(
                    connection, row.rank(), true, bench.lock().witness().guardSql());
            if (!stood || !history.takeBack(connection, row, bench.ticker().elapsed(start))) {
                throw new SQLException("the history changed meanwhile");
            }
        }
    }
}
