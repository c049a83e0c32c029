package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.Pipeline;
import dev.holdfast.migration.apply.pending.CallbackRun;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryTable.RowEnd;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Event;

/**
 * The history row of a migration that goes step by step: it says "failed" until the last step is done, so that a plain
 * Flyway which comes in between refuses instead of running half of it again.
 */
final class ApplyFrame implements Course.Frame {
    private final Bench bench;
    private final HistoryTable history;
    private final Row row;
    private final long start;

    ApplyFrame(Bench bench, HistoryTable history, Row row) {
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
        RowEnd end = new RowEnd(bench.session().user(), "0", false, bench.lock().guardSql());
        try (Pipeline pipeline = new Pipeline(connection)) {
            pipeline.add(history.insertSql(row.rank(), row.migration().identity(), end));
            if (pipeline.flush() != 1) {
                throw bench.lock().lost();
            }
        }
    }

    @Override
    public void takeUp(Connection connection) throws SQLException {
        history.updateChecksum(
                connection, row.rank(), row.migration().identity().checksum());
    }

    @Override
    public void end(Connection connection) throws SQLException {
        callback(Event.AFTER_EACH_MIGRATE, connection);
        if (!history.markSucceeded(connection, row.rank(), bench.ticker().elapsed(start))) {
            throw new SQLException("the history changed meanwhile");
        }
    }

    private void callback(Event event, Connection connection) throws SQLException {
        if (row.callbacks().mayHappenAt(event)) {
            row.callbacks().run(event, connection, row.migration());
        }
    }
}
