package dev.holdfast.migration.apply;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.history.HistoryTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The lock that makes one migrator work while the others wait: session locks on a connection of its own, which is never
 * inside a transaction while they are held.
 *
 * <p>One lock is ours; the others are those of a plain Flyway, one for each history table, so that neither works while the
 * other does. Thread-safe as far as its connection is.
 */
public final class MigratorLock implements AutoCloseable {
    private final Connection connection;
    private final String name;
    private final Duration wait;
    private final List<Long> keys;
    private final LockWitness witness;
    private final int backend;

    private MigratorLock(Connection connection, Patience patience, Held held) {
        this.connection = connection;
        this.name = patience.name();
        this.wait = patience.patience();
        this.keys = new ArrayList<>(held.keys());
        this.witness = held.witness();
        this.backend = held.backend();
    }

    /** The keys of the locks that are held, the one among them that no other session knows, and the session's process. */
    private record Held(List<Long> keys, LockWitness witness, int backend) {}

    /** Which lock, and how long to wait for it. */
    private record Patience(String name, Duration patience) {}

    /**
     * Takes our lock alone.
     *
     * @param dataSource gives a connection of its own
     * @param schema what migrators exclude each other by: the schema of a namespace, or a history
     * @param wait how long to wait for another migrator
     * @return the lock, to be closed by the caller
     */
    public static MigratorLock acquire(DataSource dataSource, String schema, Duration wait) {
        return acquire(dataSource, schema, List.of(), wait);
    }

    /**
     * Takes our lock and those of a plain Flyway.
     *
     * @param dataSource gives a connection of its own
     * @param schema what migrators exclude each other by: the schema of a namespace, or a history
     * @param histories the histories that nobody else may write meanwhile
     * @param wait how long to wait for another migrator, at each lock
     * @return the lock, to be closed by the caller
     * @throws MigrationException when another migrator does not finish in time, or the connection goes through a pooler
     *     that does not keep sessions
     */
    public static MigratorLock acquire(
            DataSource dataSource, String schema, List<HistoryTable> histories, Duration wait) {
        String name = "dev.holdfast.migration:" + schema;
        try {
            Connection connection = dataSource.getConnection();
            try {
                return lock(connection, name, histories, wait);
            } catch (SQLException | RuntimeException failure) {
                giveUp(connection, failure);
                throw failure;
            }
        } catch (SQLException e) {
            throw LockFailures.of(schema, wait, e);
        }
    }

    private static MigratorLock lock(Connection connection, String name, List<HistoryTable> histories, Duration wait)
            throws SQLException {
        // The time-out is local to this transaction, the locks outlive it: a pooled connection goes back unchanged.
        connection.setAutoCommit(false);
        int backend = backend(connection);
        select(connection, "SELECT set_config('lock_timeout', ?, true)", wait.toMillis() + "ms");
        List<Long> keys = new ArrayList<>();
        keys.add(select(connection, "SELECT hashtextextended(?, 0)", name));
        // In the order of their keys, so that two migrators never hold what the other waits for.
        histories.stream().map(HistoryTable::lockKey).sorted().forEach(keys::add);
        LockWitness witness = LockWitness.drawn();
        keys.add(witness.key());
        for (Long key : keys) {
            select(connection, "SELECT pg_advisory_lock(?::bigint)", Long.toString(key));
        }
        connection.commit();
        connection.setAutoCommit(true);
        return new MigratorLock(connection, new Patience(name, wait), new Held(keys, witness, backend));
    }

    /**
     * Holds one more history, which turns out to be needed only now. Two migrators cannot wait for each other: this one is
     * taken last by each of them.
     *
     * @param history nobody else may write it until the lock is closed
     * @throws MigrationException when another migrator does not finish with it in time
     */
    public void alsoHold(HistoryTable history) {
        try {
            connection.setAutoCommit(false);
            try {
                select(connection, "SELECT set_config('lock_timeout', ?, true)", wait.toMillis() + "ms");
                select(connection, "SELECT pg_advisory_lock(?::bigint)", Long.toString(history.lockKey()));
                connection.commit();
                keys.add(history.lockKey());
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw LockFailures.of(name, wait, e);
        }
    }

    /** A session lock outlives its transaction: what was taken before the failure must not stay on a pooled connection. */
    private static void giveUp(Connection connection, Exception failure) {
        try (connection) {
            connection.rollback();
            select(connection, "SELECT 1 FROM pg_advisory_unlock_all() WHERE ? <> ''", "all");
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("migrator unlock failed", e));
        }
    }

    /**
     * Makes sure that nothing of an earlier migrator still runs, and holds that for the session at work.
     *
     * <p>A migrator that is killed loses its lock at once, but the statement that it sent runs on in the server, and so may
     * the commit behind it.
     *
     * @param work the connection on which migrations run, inside a transaction
     * @throws SQLException with SQLSTATE 55P03 when something still runs for longer than migrators wait
     */
    void holdWork(Connection work) throws SQLException {
        select(work, "SELECT set_config('lock_timeout', ?, true)", wait.toMillis() + "ms");
        select(work, "SELECT pg_advisory_lock(hashtextextended(?, 1))", name);
    }

    /** Ends what {@link #holdWork} began. */
    void releaseWork(Connection work) throws SQLException {
        select(work, "SELECT pg_advisory_unlock(hashtextextended(?, 1))::int", name);
    }

    /**
     * The connection that holds the locks, for reading outside of any transaction.
     *
     * @return the connection, in auto-commit mode
     */
    public Connection connection() {
        return connection;
    }

    /**
     * The server process that holds the locks.
     *
     * @return its number
     */
    public int backend() {
        return backend;
    }

    /**
     * What tells another session's transaction whether this lock's session still lives.
     *
     * @return its witness
     */
    public LockWitness witness() {
        return witness;
    }

    /**
     * Fails when the session that holds the lock is gone, since another migrator may have it by now.
     *
     * @throws MigrationException when it is gone, or another server process answers in its place
     */
    public void requireHeld() {
        try {
            if (connection.isValid(5)) {
                int now = backend(connection);
                if (now != backend) {
                    throw LockFailures.pooled(name, "the session moved from server process " + backend + " to " + now);
                }
                return;
            }
        } catch (SQLException e) {
            // Not an answer at all: the same as a connection that is not valid.
            throw LockFailures.lost(name, DatabaseException.of("migrator lock failed", e));
        }
        throw LockFailures.lost(name, null);
    }

    /**
     * The failure of a run whose lock is gone.
     *
     * @return to be thrown
     */
    public MigrationException lost() {
        return LockFailures.lost(name, null);
    }

    @Override
    public void close() {
        try (connection) {
            if (connection.isValid(5)) {
                for (Long key : keys) {
                    select(connection, "SELECT pg_advisory_unlock(?::bigint)::int", Long.toString(key));
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of("migrator unlock failed", e);
        }
    }

    static int backend(Connection connection) throws SQLException {
        return (int) select(connection, "SELECT pg_backend_pid()::bigint WHERE ? <> ''", "pid");
    }

    @CanIgnoreReturnValue
    private static long select(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1) instanceof Number number ? number.longValue() : 0;
            }
        }
    }
}
