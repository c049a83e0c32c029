package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowBinder;
import dev.holdfast.audit.record.internal.row.RowLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Loads by INSERT, many rows a statement: for few rows, and for drivers and wrappers that give no access to COPY.
 *
 * <p>Not by JDBC batches: the driver's exception for those quotes the values, and a connection pool logs the exception when the
 * connection breaks.
 */
final class InsertLoader implements RowLoader {
    /** A statement has 65,535 parameters at most (protocol, Bind). */
    private static final int CHUNK = 100;

    @Override
    public long load(Connection connection, String table, Iterable<EventRow> rows) throws SQLException {
        long kept = 0;
        List<EventRow> chunk = new ArrayList<>();
        for (EventRow row : rows) {
            if (chunk.size() == CHUNK) {
                kept += insert(connection, table, chunk);
                chunk.clear();
            }
            chunk.add(row);
        }
        return chunk.isEmpty() ? kept : kept + insert(connection, table, chunk);
    }

    private static int insert(Connection connection, String table, List<EventRow> rows) throws SQLException {
        String marks = "(" + String.join(", ", Collections.nCopies(RowLayout.columns(), "?")) + ")";
        String sql = "INSERT INTO " + table + " (" + RowLayout.list("") + ") VALUES "
                + String.join(", ", Collections.nCopies(rows.size(), marks));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < rows.size(); i++) {
                RowBinder.bind(statement, i * RowLayout.columns(), rows.get(i));
            }
            return statement.executeUpdate();
        }
    }
}
