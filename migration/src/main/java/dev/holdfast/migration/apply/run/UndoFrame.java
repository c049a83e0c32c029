package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryRow;
import java.sql.Connection;
import java.sql.SQLException;

/** The history row of a migration that is taken back step by step: it says "failed" until the last step is done. */
final class UndoFrame implements Course.Frame {
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
        if (!history.setSuccess(connection, row.rank(), false, bench.lock().guardSql())) {
            throw bench.lock().lost();
        }
    }

    @Override
    public void takeUp(Connection connection) {
        // The row says "failed" since the first step.
    }

    @Override
    public void end(Connection connection) throws SQLException {
        boolean stood =
                history.setSuccess(connection, row.rank(), true, bench.lock().guardSql());
        if (!stood || !history.takeBack(connection, row, bench.ticker().elapsed(start))) {
            throw new SQLException("the history changed meanwhile");
        }
    }
}
