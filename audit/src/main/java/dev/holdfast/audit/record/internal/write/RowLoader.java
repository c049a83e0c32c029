package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How rows reach a table. */
@FunctionalInterface
interface RowLoader {
    /**
     * Loads rows on a connection inside a transaction.
     *
     * @return how many the table kept
     */
    long load(Connection connection, String table, List<EventRow> rows) throws SQLException;
}
