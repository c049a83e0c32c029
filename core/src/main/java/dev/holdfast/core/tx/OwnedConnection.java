package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What can be told of a connection and its transaction, without a query where the driver knows. */
final class OwnedConnection {
    /** Class 25 is "invalid transaction state"; PostgreSQL's driver gives 25001. */
    private static final String INVALID_TRANSACTION_STATE = "25";

    private OwnedConnection() {}

    /**
     * Refuses a connection inside somebody else's transaction: a data source bound to a framework's transactions hands out
     * the one the host is working on, and committing on it would commit the host's rows.
     */
    static void requireFresh(Connection connection) throws SQLException {
        if (!connection.getAutoCommit() && isInTransaction(connection)) {
            throw new IllegalStateException("runner must get a connection of its own, got one inside a transaction:"
                    + " hand in the plain data source, or a lambda on the host's transaction manager");
        }
    }

    /** Whether the driver has begun a transaction on a connection that is not in autocommit. */
    static boolean isInTransaction(Connection connection) throws SQLException {
        try {
            // Changes nothing. JDBC forbids the call during a transaction, so the driver itself tells, without a query.
            connection.setReadOnly(connection.isReadOnly());
            return false;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(INVALID_TRANSACTION_STATE)) {
                return true;
            }
            throw e;
        }
    }

    /** Whether two handles stand for one connection to the server. */
    static boolean isSame(Connection one, Connection other) throws SQLException {
        // Proxies differ, what they stand for does not; where even that is wrapped anew, the server knows.
        return one == other
                || one.getMetaData().getConnection() == other.getMetaData().getConnection()
                || backend(one) == backend(other);
    }

    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Refuses to commit what cannot be committed: after a statement that failed and whose failure was swallowed,
     * PostgreSQL answers COMMIT by rolling back, and its driver says nothing of it. Costs no query where the driver knows
     * the transaction's state.
     */
    static void requireUnbroken(Connection connection, ConflictNote note) {
        try {
            if (!isKnownUnbroken(connection)) {
                ask(connection);
            }
        } catch (SQLException e) {
            throw note.cause(DatabaseException.of("commit failed", e));
        }
    }

    private static boolean isKnownUnbroken(Connection connection) throws SQLException {
        try {
            return DriverState.isUnbroken(connection);
        } catch (NoClassDefFoundError driverAbsent) {
            return false;
        }
    }

    /** Fails in a broken transaction, with the server's own words. */
    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
