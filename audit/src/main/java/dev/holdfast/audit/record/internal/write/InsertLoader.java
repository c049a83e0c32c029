package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.internal.InsertText;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowBinder;
import dev.holdfast.audit.record.internal.row.RowLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Loads by INSERT, many rows a statement: for few rows, and for drivers and wrappers that give no access to COPY. */
final class InsertLoader implements RowLoader {
    private static final List<String> COLUMNS =
            Arrays.stream(RowLayout.values()).map(RowLayout::column).toList();

    @Override
    public long load(Connection connection, String table, Iterable<EventRow> rows) throws SQLException {
        long kept = 0;
        List<EventRow> chunk = new ArrayList<>();
        for (EventRow row : rows) {
            if (chunk.size() == InsertText.ROWS) {
                kept += insert(connection, table, chunk);
                chunk.clear();
            }
            chunk.add(row);
        }
        return chunk.isEmpty() ? kept : kept + insert(connection, table, chunk);
    }

    private static int insert(Connection connection, String table, List<EventRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(InsertText.of(table, COLUMNS, rows.size()))) {
            for (int i = 0; i < rows.size(); i++) {
                RowBinder.bind(statement, i * COLUMNS.size(), rows.get(i));
            }
            return statement.executeUpdate();
        }
    }
}
