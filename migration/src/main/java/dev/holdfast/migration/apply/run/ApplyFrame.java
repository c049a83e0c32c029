package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.Pipeline;
import dev.holdfast.migration.apply.pending.CallbackRun;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryEntries.RowEnd;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Event;

/**
 * The history row of a migration that goes step by step: it says "failed" until the last step is done, so that a plain
 * Flyway which comes in between refuses instead of running half of it again.
 */
final class ApplyFrame implements Course.Frame {
    private final Bench bench;
    private final TableName history;
    private final Row row;
    private final long start;

    ApplyFrame(Bench bench, TableName history, Row row) {
        this.bench = bench;
        this.history = history;
        this.row = row;
        this.start = bench.ticker().read();
    }

    /** The migration, its rank and what runs around it. */
    record Row(PendingMigration migration, int rank, CallbackRun callbacks) {}

    @Override
    public void begin(Connection connection) throws SQLException {
        callback(Event.BEFORE_EACH_MIGRATE, connection);
        RowEnd end = new RowEnd(
                bench.session().user(), "0", false, bench.lock().witness().guardSql());
        try (Pipeline pipeline = new Pipeline(connection)) {
            pipeline.add(entries().insertSql(entry(), end));
            if (pipeline.flush() != 1) {
                throw bench.lock().lost();
            }
        }
    }

    @Override
    public void takeUp(Connection connection) throws SQLException {
        entries().updateChecksum(connection, entry());
    }

    @Override
    public void end(Connection connection) throws SQLException {
        callback(Event.AFTER_EACH_MIGRATE, connection);
        if (!entries().markSucceeded(connection, entry(), bench.ticker().elapsed(start))) {
            throw new SQLException("the history changed meanwhile");
        }
    }

    private HistoryEntries entries() throws SQLException {
        return bench.entries(history);
    }

    private HistoryEntries.Entry entry() {
        return row.migration().entry(row.rank());
    }

    private void callback(Event event, Connection connection) throws SQLException {
        if (row.callbacks().mayHappenAt(event)) {
            row.callbacks().run(event, connection, row.migration());
        }
    }
}
