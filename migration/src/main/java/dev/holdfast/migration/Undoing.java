package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.HistoryTable.Entry;
import dev.holdfast.migration.UndoResult.Refused;
import dev.holdfast.migration.UndoResult.Undone;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes the newest migration of a source back: Flyway's own lock, the undo script and the history row in one transaction
 * on one connection, so that there is no moment at which objects and history disagree.
 */
final class Undoing {
    private static final String DEPENDENT_OBJECTS = "2BP01";

    private final DataSource dataSource;
    private final Duration lockTimeout;
    private final MigrationSource source;
    private final HistoryTable history;
    private final Ticker ticker = Ticker.system();

    Undoing(DataSource dataSource, Duration lockTimeout, MigrationSource source) {
        this.dataSource = dataSource;
        this.lockTimeout = lockTimeout;
        this.source = source;
        this.history = new HistoryTable(source.history());
    }

    UndoResult undo(String version) {
        return inTransaction(version, connection -> {
            List<Entry> standing =
                    history.exists(connection) ? HistoryTable.standing(history.entries(connection)) : List.of();
            Optional<Refused> refused = new UndoCheck(source).refusal(version, standing);
            if (refused.isPresent()) {
                return refused.get();
            }
            Entry entry = standing.get(standing.size() - 1);
            ScriptFile script = source.undoOf(entry.script()).orElseThrow();
            return run(connection, version, entry, script);
        });
    }

    /** The newest applied version, for taking back everything. */
    Optional<String> newest() {
        return inTransaction(null, connection -> {
            if (!history.exists(connection)) {
                return Optional.empty();
            }
            List<Entry> standing = HistoryTable.standing(history.entries(connection));
            return standing.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(standing.get(standing.size() - 1).version());
        });
    }

    /** Drops the history in which nothing stands, and the schema when it came with it and is empty. */
    boolean dropHistory() {
        return inTransaction(null, connection -> {
            if (!history.exists(connection)) {
                return false;
            }
            List<Entry> entries = history.entries(connection);
            if (!HistoryTable.standing(entries).isEmpty()) {
                throw new MigrationException(
                        new MigrationException.Failure(source.name(), null, null),
                        "history of " + source.name() + " must be empty to be dropped, but something was applied"
                                + " meanwhile: run again",
                        null);
            }
            history.drop(connection);
            return HistoryTable.createdSchema(entries) && dropSchema(connection);
        });
    }

    private UndoResult run(Connection connection, String version, Entry entry, ScriptFile script) throws SQLException {
        long start = ticker.read();
        String transaction = text(connection, "SELECT pg_current_xact_id()::text");
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script.text());
        }
        Duration took = ticker.elapsed(start);
        if (!transaction.equals(text(connection, "SELECT pg_current_xact_id()::text"))
                || !history.takeBack(connection, entry, Math.toIntExact(took.toMillis()))) {
            throw failure(version, "the undo script left its transaction or the history changed: look at status", null);
        }
        return new Undone(source.name(), version, script.fileName(), took);
    }

    private boolean dropSchema(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try (Statement drop = connection.createStatement()) {
            drop.execute("DROP SCHEMA " + TableName.quote(source.history().schema()) + " RESTRICT");
            return true;
        } catch (SQLException e) {
            if (!DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private <T> T inTransaction(@Nullable String version, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                prepare(connection);
                T result = work.run(connection);
                connection.commit();
                connection.setAutoCommit(autoCommit);
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            SqlFailure sql = SqlFailure.in(e).orElseThrow();
            throw failure(version, sql + ": nothing was changed; look at the undo script", sql);
        }
    }

    private void prepare(Connection connection) throws SQLException {
        text(connection, "SELECT set_config('lock_timeout', ?, true)", lockTimeout.toMillis() + "ms");
        text(
                connection,
                "SELECT set_config('search_path', concat_ws(', ', quote_ident(?),"
                        + " nullif(current_setting('search_path'), '')), true)",
                source.history().schema());
        text(connection, "SELECT pg_advisory_xact_lock(?::bigint)::text", Long.toString(history.lockKey()));
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

    @CanIgnoreReturnValue
    private static String text(Connection connection, String sql, String... binds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setString(i + 1, binds[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }

    private MigrationException failure(@Nullable String version, String why, @Nullable SqlFailure sql) {
        String what = version == null ? source.name() : source.name() + " version " + UndoCheck.shown(version);
        return new MigrationException(
                new MigrationException.Failure(source.name(), version, sql == null ? null : sql.sqlState()),
                "undo of " + what + " failed: " + why,
                sql == null ? null : sql.asException(new SQLException()));
    }

    /** Work on the undo's connection. */
    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
