package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Two checks on a connection whose transaction a runner owns: before it begins, and before it commits. */
final class OwnedConnection {
    /** Class 25 is "invalid transaction state"; PostgreSQL's driver gives 25001. */
    private static final String INVALID_TRANSACTION_STATE = "25";

    private OwnedConnection() {}

    /**
     * Refuses a connection inside somebody else's transaction: a data source bound to a framework's transactions hands out
     * the one the host is working on, and committing on it would commit the host's rows.
     */
    static void requireFresh(Connection connection) throws SQLException {
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

    /**
     * Refuses to commit what cannot be committed: after a statement that failed and whose failure was swallowed,
     * PostgreSQL answers COMMIT by rolling back, and its driver says nothing of it.
     */
    static void requireUnbroken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
