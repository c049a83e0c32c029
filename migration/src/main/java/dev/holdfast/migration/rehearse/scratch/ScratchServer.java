package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Creates and drops scratch databases. Each is covered by an advisory lock in the maintenance database, held from before
 * it exists until after it is gone: whoever gets the lock of an existing one knows that its rehearsal is dead.
 */
final class ScratchServer {
    private final ServerAccess access;
    private final Clock clock;
    private final Uuid7 ids;

    ScratchServer(ServerAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
        this.ids = Uuid7.of(clock);
    }

    /** Fills a database that has just been named and locked, or refuses. */
    @FunctionalInterface
    interface Filling {
        ScratchResult fill(Connection maintenance, Scratch scratch) throws SQLException;
    }

    /** Locks a new name, lets the filling create the database, and drops it again unless that has succeeded. */
    ScratchResult create(Filling filling) {
        Scratch scratch = new Scratch(this, ScratchName.of(ids.next()));
        try {
            ScratchResult result = filling.fill(scratch.maintenance(), scratch);
            if (result instanceof ScratchResult.Refused) {
                scratch.close();
            }
            return result;
        } catch (SQLException e) {
            throw closing(scratch, DatabaseException.of("scratch database could not be made", e));
        } catch (RuntimeException e) {
            throw closing(scratch, e);
        }
    }

    List<String> removeLeftovers(Duration olderThan) {
        Instant limit = clock.instant().minus(olderThan);
        List<String> removed = new ArrayList<>();
        try (Connection connection = connect()) {
            for (String name : names(connection)) {
                boolean isOld = ScratchName.madeAt(name)
                        .filter(made -> !made.isAfter(limit))
                        .isPresent();
                if (isOld && lock(connection, name)) {
                    drop(connection, name);
                    unlock(connection, name);
                    removed.add(name);
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of("leftover scratch databases could not be removed", e);
        }
        return List.copyOf(removed);
    }

    DataSource to(String database) {
        return access.to(database);
    }

    /** A connection that is surely in autocommit mode, which CREATE and DROP DATABASE ask for. */
    Connection connect() throws SQLException {
        Connection connection = access.to(access.maintenanceDatabase()).getConnection();
        connection.setAutoCommit(true);
        return connection;
    }

    static boolean lock(Connection connection, String name) throws SQLException {
        return isTrue(connection, "SELECT pg_try_advisory_lock(hashtextextended(?, 0))", name);
    }

    static void unlock(Connection connection, String name) throws SQLException {
        if (!isTrue(connection, "SELECT pg_advisory_unlock(hashtextextended(?, 0))", name)) {
            throw new SQLException("the lock of scratch database " + name + " was not held");
        }
    }

    /** With force: a rehearsal's own sessions must not keep what was to be temporary. */
    static void drop(Connection connection, String name) throws SQLException {
        execute(connection, "DROP DATABASE IF EXISTS " + TableName.quote(name) + " WITH (FORCE)");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RuntimeException closing(Scratch scratch, RuntimeException failure) {
        try {
            scratch.close();
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT datname FROM pg_database WHERE starts_with(datname, ?) ORDER BY datname")) {
            statement.setString(1, ScratchName.PREFIX);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static boolean isTrue(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
