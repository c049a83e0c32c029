package dev.holdfast.migration.apply;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection on which migrations run, and what it was like before: it goes back as it came.
 *
 * <p><em>Transaction.</em> Owns those of the run. Not thread-safe.
 */
public final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final MigratorLock lock;
    private final Connection connection;
    private final boolean autoCommit;
    private final SessionOrigin origin;
    private @Nullable Map<String, String> settings;

    private Session(MigratorLock lock, Connection connection, boolean autoCommit, SessionOrigin origin) {
        this.lock = lock;
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.origin = origin;
    }

    /**
     * Takes a connection, and holds against the lock's that sessions are kept apart.
     *
     * @param dataSource gives the connection
     * @param lock held on another one
     * @return the session, to be closed by the caller
     * @throws MigrationException when both connections are one session: a pooler is in between
     */
    public static Session open(DataSource dataSource, MigratorLock lock) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                boolean autoCommit = connection.getAutoCommit();
                connection.setAutoCommit(false);
                Session session = new Session(lock, connection, autoCommit, SessionOrigin.of(connection));
                // Still inside the transaction, which a pooler must give a session of its own.
                if (session.origin.backend() == lock.backend()) {
                    throw LockFailures.pooled(
                            connection.getMetaData().getUserName(), "two connections share one server process");
                }
                lock.requireHeld();
                lock.holdWork(connection);
                connection.commit();
                return session;
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException e) {
            throw LockFailures.ofWork(e);
        }
    }

    /**
     * The connection, with auto-commit off.
     *
     * @return the connection
     */
    public Connection connection() {
        return connection;
    }

    /**
     * Its server process.
     *
     * @return the number
     */
    public int backend() {
        return origin.backend();
    }

    /**
     * The role that migrates.
     *
     * @return its name
     */
    public String user() {
        return origin.user();
    }

    /** How long statements may wait and run. */
    public record Limits(Duration lockTimeout, Duration statementTimeout) {}

    /**
     * The settings of a migration, for its transaction alone.
     *
     * @param schema in which unqualified names are looked up first
     * @param limits how long statements may wait and run
     * @return statements
     */
    public List<String> localSettings(String schema, Limits limits) {
        return origin.settings("SET LOCAL ", schema, limits);
    }

    /**
     * The settings of a statement that refuses a transaction; {@link #restore} takes them back.
     *
     * @param schema in which unqualified names are looked up first
     * @param limits how long statements may wait and run
     * @return statements
     */
    public List<String> sessionSettings(String schema, Limits limits) {
        return origin.settings("SET ", schema, limits);
    }

    /**
     * Begins a transaction with the settings of a migration.
     *
     * @param schema in which unqualified names are looked up first
     * @param limits how long statements may wait and run
     * @throws SQLException when they are refused
     */
    public void applyLocally(String schema, Limits limits) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute(String.join("; ", localSettings(schema, limits)));
        }
    }

    /**
     * Makes the session's role the one that it came with.
     *
     * @return statements
     */
    public List<String> ownRole() {
        return origin.ownRole();
    }

    /**
     * Whether a script may leave settings behind: pg_dump's files set a dozen.
     *
     * @param statements the script
     * @return true when it sets, or calls what may set
     */
    public static boolean mayLeaveSettings(List<SqlStatement> statements) {
        return SessionOrigin.isLeftBy(statements);
    }

    /**
     * Remembers the settings, before the first thing that may leave others.
     *
     * @throws SQLException when they cannot be read
     */
    public void remember() throws SQLException {
        if (settings == null) {
            settings = SessionOrigin.settingsOf(connection);
            connection.commit();
        }
    }

    /**
     * Gives the session the settings and the role that it came with. A session that the server ended has none: what ended it
     * is the failure to tell, and not that it cannot be tidied up.
     *
     * @throws SQLException when it cannot
     */
    public void restore() throws SQLException {
        if (settings != null && !connection.isClosed() && !origin.giveBack(connection, settings)) {
            connection.commit();
        }
    }

    /**
     * Ends the transaction for good.
     *
     * @throws SQLException when the commit is refused or its answer did not arrive
     */
    public void commit() throws SQLException {
        connection.commit();
    }

    /**
     * Takes the transaction back; what goes wrong meanwhile is added to the failure.
     *
     * @param failure why
     */
    public void rollBack(Throwable failure) {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("rollback failed", e));
        }
    }

    /**
     * Runs outside of any transaction, and gives the session back its settings afterwards.
     *
     * @param work runs one statement after the other, each committed at once
     * @throws SQLException when one fails
     */
    public void outside(OutsideWork work) throws SQLException {
        connection.setAutoCommit(true);
        try {
            work.run(connection);
        } catch (SQLException | RuntimeException failure) {
            restoreAfter(failure);
            throw failure;
        }
        connection.setAutoCommit(false);
        restore();
    }

    /** Of a connection that broke, the failure that broke it is the one to be told. */
    private void restoreAfter(Exception failure) {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(false);
                restore();
            }
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("settings could not be given back", e));
        }
    }

    /** Work outside of any transaction. */
    @FunctionalInterface
    public interface OutsideWork {
        /**
         * Runs.
         *
         * @param connection in auto-commit mode
         * @throws SQLException when a statement fails
         */
        void run(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                restore();
                lock.releaseWork(connection);
                connection.commit();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            // What was committed stands, and what failed has said so: a connection that broke is the pool's to replace.
            LOG.warn("connection of migrations could not be given back as it came [SQLSTATE {}]", e.getSQLState());
        }
    }
}
