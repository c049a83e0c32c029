package dev.holdfast.migration;

import dev.holdfast.core.tx.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The lock that makes one migrator work while the others wait: a session lock on a connection of its own, which is never
 * inside a transaction while it is held.
 */
final class MigratorLock implements AutoCloseable {
    private static final String LOCK_TIMEOUT = "55P03";

    private final Connection connection;
    private final String name;

    private MigratorLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    static MigratorLock acquire(DataSource dataSource, String schema, Duration wait) {
        String name = "dev.holdfast.migration:" + schema;
        try {
            Connection connection = dataSource.getConnection();
            try {
                lock(connection, name, wait);
                return new MigratorLock(connection, name);
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException e) {
            if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                throw new MigrationException(
                        new MigrationException.Failure(schema, null, LOCK_TIMEOUT),
                        "another migrator has been at work on schema " + schema + " for longer than " + wait
                                + ": run again when it has finished, or raise migratorWait",
                        null);
            }
            throw DatabaseException.of("migrator lock failed", e);
        }
    }

    /** Fails when the session that holds the lock is gone, since another migrator may have it by now. */
    void requireHeld() {
        try {
            if (connection.isValid(5)) {
                return;
            }
        } catch (SQLException e) {
            throw DatabaseException.of("migrator lock failed", e);
        }
        throw new MigrationException(
                new MigrationException.Failure(name, null, null),
                "the migrator lock was lost with its connection: look at status, then run again",
                null);
    }

    @Override
    public void close() {
        try (connection) {
            if (connection.isValid(5)) {
                query(connection, "SELECT pg_advisory_unlock(hashtextextended(?, 0))", name);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("migrator unlock failed", e);
        }
    }

    private static void lock(Connection connection, String name, Duration wait) throws SQLException {
        // The time-out is local to this transaction, the lock outlives it: a pooled connection goes back unchanged.
        connection.setAutoCommit(false);
        query(connection, "SELECT set_config('lock_timeout', ?, true)", wait.toMillis() + "ms");
        query(connection, "SELECT pg_advisory_lock(hashtextextended(?, 0))", name);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void query(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
            }
        }
    }
}
