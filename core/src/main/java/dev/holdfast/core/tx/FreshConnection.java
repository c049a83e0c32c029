package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Refuses to own a transaction that somebody else has open.
 *
 * <p>A data source that is bound to a framework's transactions hands out the connection on which the host's transaction
 * runs; committing on it would commit the host's rows.
 */
final class FreshConnection {
    /** Class 25 is "invalid transaction state"; PostgreSQL's driver gives 25001. */
    private static final String INVALID_TRANSACTION_STATE = "25";

    private FreshConnection() {}

    static void require(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            return;
        }
        try {
            // Changes nothing. JDBC forbids the call during a transaction, so the driver itself tells, without a query.
            connection.setReadOnly(connection.isReadOnly());
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(INVALID_TRANSACTION_STATE)) {
                throw new IllegalStateException("runner must get a connection of its own, got one inside a transaction:"
                        + " hand in the plain data source, or a lambda on the host's transaction manager");
            }
            throw e;
        }
    }
}
