package dev.holdfast.migration.undo;

import dev.holdfast.core.tx.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A transaction in which an undo script and the history agree: on a connection of its own, with a bounded wait for locks, and
 * with the history's schema first on the search path.
 *
 * <p><em>Transaction.</em> Owns: commits when the work is done, rolls back when it throws. Thread-safe.
 */
public final class UndoTransaction {
    private final DataSource dataSource;
    private final Duration lockTimeout;
    private final String schema;

    /**
     * Transactions on a database.
     *
     * @param dataSource where they connect
     * @param lockTimeout how long a statement waits for a lock
     * @param schema the history's
     */
    public UndoTransaction(DataSource dataSource, Duration lockTimeout, String schema) {
        this.dataSource = dataSource;
        this.lockTimeout = lockTimeout;
        this.schema = schema;
    }

    /**
     * Work in the transaction.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does the work.
         *
         * @param connection inside the transaction
         * @return the result
         * @throws SQLException when a statement fails
         */
        T run(Connection connection) throws SQLException;
    }

    /**
     * Does work.
     *
     * @param work what is done
     * @param <T> what it gives
     * @return what the work gave
     * @throws SQLException when a statement fails; nothing was changed then
     */
    public <T> T call(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                set(connection, "SELECT set_config('lock_timeout', ?, true)", lockTimeout.toMillis() + "ms");
                set(
                        connection,
                        "SELECT set_config('search_path', concat_ws(', ', quote_ident(?),"
                                + " nullif(current_setting('search_path'), '')), true)",
                        schema);
                T result = work.run(connection);
                connection.commit();
                connection.setAutoCommit(autoCommit);
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void set(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("set_config must give one row");
                }
            }
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("rollback failed", e));
        }
    }
}
