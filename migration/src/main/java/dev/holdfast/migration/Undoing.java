package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.HistoryTable.Entry;
import dev.holdfast.migration.UndoResult.Reason;
import dev.holdfast.migration.UndoResult.Refused;
import dev.holdfast.migration.UndoResult.Undone;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.SqlScript;
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
import org.flywaydb.core.api.MigrationVersion;
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
            Optional<Refused> refused = refusal(version, standing);
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

    private Optional<Refused> refusal(String version, List<Entry> standing) {
        Optional<MigrationVersion> wanted = HistoryTable.parse(version);
        Optional<Entry> failed =
                standing.stream().filter(entry -> !entry.success()).findFirst();
        Optional<Entry> found = standing.stream()
                .filter(entry -> wanted.filter(entry.parsed()::equals).isPresent())
                .findFirst();
        if (failed.isPresent()) {
            return refused(
                    Reason.FAILED_MIGRATION,
                    "version " + failed.get().version() + " of " + source.name()
                            + " has failed: clear it up and repair the history first");
        }
        if (found.isEmpty()) {
            return wanted.filter(this::isKnown).isPresent()
                    ? refused(
                            Reason.NOT_APPLIED,
                            "version " + version + " of " + source.name() + " is not applied: nothing to take back")
                    : refused(
                            Reason.UNKNOWN_VERSION,
                            source.name() + " has no version " + shown(version) + ": status lists those it has");
        }
        Entry newest = standing.get(standing.size() - 1);
        if (!newest.equals(found.get())) {
            return refused(
                    Reason.NOT_NEWEST,
                    "version " + version + " of " + source.name() + " is not the newest: take version "
                            + newest.version() + " back first");
        }
        return scriptRefusal(newest);
    }

    private Optional<Refused> scriptRefusal(Entry newest) {
        Optional<ScriptFile> script = source.undoOf(newest.script());
        if (script.isEmpty()) {
            return refused(
                    Reason.NO_UNDO_SCRIPT,
                    "version " + newest.version() + " of " + source.name() + " has no undo script: write U"
                            + newest.script()
                                    .substring(newest.script().lastIndexOf('/') + 1)
                                    .substring(1)
                            + " in a folder given by withUndoLocations");
        }
        List<String> control = SqlScript.transactionControl(script.get().text());
        return control.isEmpty()
                ? Optional.empty()
                : refused(
                        Reason.OWN_TRANSACTION,
                        "undo script " + script.get().fileName() + " must leave its transaction alone, but says "
                                + control.get(0) + ": remove it, the script and its history row are one transaction");
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
        String what = version == null ? source.name() : source.name() + " version " + shown(version);
        return new MigrationException(
                new MigrationException.Failure(source.name(), version, sql == null ? null : sql.sqlState()),
                "undo of " + what + " failed: " + why,
                sql == null ? null : sql.asException(new SQLException()));
    }

    private boolean isKnown(MigrationVersion version) {
        return source.scripts().stream()
                .map(ScriptFile::fileName)
                .filter(name -> name.matches("V[0-9][0-9._]*__.*"))
                .map(name -> name.substring(1, name.indexOf("__")))
                .flatMap(text -> HistoryTable.parse(text).stream())
                .anyMatch(version::equals);
    }

    private static Optional<Refused> refused(Reason reason, String message) {
        return Optional.of(new Refused(reason, message));
    }

    private static String shown(String version) {
        String clean = version.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() <= 60 ? clean : clean.substring(0, 60) + "…") + "'";
    }

    /** Work on the undo's connection. */
    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
