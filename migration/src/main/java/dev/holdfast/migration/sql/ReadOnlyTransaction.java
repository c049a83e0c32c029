package dev.holdfast.migration.sql;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction.JdbcWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Reads one state of a database: a read-only transaction at REPEATABLE READ that is always rolled back. */
public final class ReadOnlyTransaction {
    private ReadOnlyTransaction() {}

    /**
     * Reads.
     *
     * <p><em>Transaction.</em> Owns one, on a connection of its own. Its settings are the transaction's, so that the
     * connection goes back as it came.
     *
     * @param dataSource where to read
     * @param purpose what is read, for the message of a failure
     * @param work reads
     * @param <T> the result's type
     * @return what was read
     * @throws DatabaseException when a query fails
     */
    public static <T> T read(DataSource dataSource, String purpose, JdbcWork<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                return work.run(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(purpose + " failed", e);
        }
    }
}
