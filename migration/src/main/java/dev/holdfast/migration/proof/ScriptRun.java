package dev.holdfast.migration.proof;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.ScriptRunner;
import dev.holdfast.migration.apply.StatementException;
import dev.holdfast.migration.apply.step.Step;
import dev.holdfast.migration.proof.UndoVerdict.Fails;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Runs one script of a pair as a migrator would, and turns the server's refusal into a verdict. */
final class ScriptRun {
    private static final ScriptRunner RUNNER = ScriptRunner.watchedBy(RunObserver.none());

    private final String schema;

    ScriptRun(String schema) {
        this.schema = schema;
    }

    /** Runs inside the caller's transaction; the settings that the script leaves behind end with it. */
    Optional<Fails> joined(Connection connection, RunMode mode) throws SQLException {
        SessionSettings before = SessionSettings.read(connection);
        try {
            execute(connection, "SET LOCAL search_path = " + path(connection));
            RUNNER.run(connection, mode.statements());
            // The role first: the one that the script took may not name the constraints.
            before.restore(connection);
            DeferredConstraints.check(connection);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(refusal(mode, e));
        }
    }

    /** Runs on a connection of its own and commits: as a whole, or step by step as the migrator would. */
    Optional<Fails> committed(DataSource scratch, RunMode mode) {
        try (Connection connection = scratch.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                execute(connection, "SET search_path = " + path(connection));
                for (Step step : mode.plan().steps()) {
                    commit(connection, step);
                }
                return Optional.empty();
            } catch (SQLException e) {
                return Optional.of(refusal(mode, e));
            } finally {
                reset(connection, autoCommit);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("undo proof on the scratch database failed", e);
        }
    }

    private static void commit(Connection connection, Step step) throws SQLException {
        connection.setAutoCommit(!step.inTransaction());
        if (!step.setup().mode().isEmpty()) {
            execute(connection, step.setup().mode());
        }
        RUNNER.run(connection, step.statements());
        if (step.inTransaction()) {
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    /** A broken connection is nobody's verdict. */
    private static Fails refusal(RunMode mode, SQLException failure) throws SQLException {
        SqlFailure sql = SqlFailure.in(failure).orElseThrow();
        if (sql.sqlState().startsWith("08") || sql.sqlState().startsWith("57P")) {
            throw failure;
        }
        return new Fails(
                sql.sqlState(),
                Stream.of(mode.script().fileName(), StatementException.placeIn(failure), sql.text())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(": ")));
    }

    private static void reset(Connection connection, boolean autoCommit) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        for (String statement : List.of("ROLLBACK", "RESET SESSION AUTHORIZATION", "RESET ALL")) {
            execute(connection, statement);
        }
        connection.setAutoCommit(autoCommit);
    }

    private String path(Connection connection) throws SQLException {
        String now = text(connection, "SELECT current_setting('search_path')");
        return TableName.quote(schema) + (now.isBlank() ? "" : ", " + now);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String found = rows.next() ? rows.getString(1) : null;
            return found == null ? "" : found;
        }
    }
}
