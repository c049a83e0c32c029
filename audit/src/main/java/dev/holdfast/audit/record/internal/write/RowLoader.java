package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import java.sql.Connection;
import java.sql.SQLException;

/** How rows reach a table. */
@FunctionalInterface
interface RowLoader {
    /**
     * Loads rows on a connection inside a transaction.
     *
     * @return how many the table kept
     */
    long load(Connection connection, String table, Iterable<EventRow> rows) throws SQLException;
}
