package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowBinder;
import dev.holdfast.audit.record.internal.row.RowLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;

/** Loads by JDBC batches: for drivers and wrappers that give no access to COPY. */
final class BatchLoader implements RowLoader {
    /** The driver keeps a batch in memory until it is sent. */
    private static final int CHUNK = 500;

    @Override
    public long load(Connection connection, String table, Iterable<EventRow> rows) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(RowLayout.columns(), "?"));
        String sql = "INSERT INTO " + table + " (" + RowLayout.list("") + ") VALUES (" + marks + ")";
        long kept = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (EventRow row : rows) {
                if (waiting == CHUNK) {
                    kept += kept(statement.executeBatch());
                    waiting = 0;
                }
                RowBinder.bind(statement, row);
                statement.addBatch();
                waiting++;
            }
            kept += kept(statement.executeBatch());
        }
        return kept;
    }

    private static long kept(int[] counts) {
        long kept = 0;
        for (int count : counts) {
            kept += count == Statement.SUCCESS_NO_INFO ? 1 : count;
        }
        return kept;
    }
}
