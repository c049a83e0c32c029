package dev.holdfast.migration.undo;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.ScriptRunner;
import dev.holdfast.migration.apply.StatementException;
import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.undo.UndoRefusal.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;

/**
 * Runs an undo script inside the undo's transaction. When the rows that are there now break a constraint that it brings
 * back, it returns to its savepoint and says how many they are.
 */
public final class UndoScript {
    private static final ScriptRunner RUNNER = ScriptRunner.watchedBy(RunObserver.none());

    private final Connection connection;
    private final ScriptFile file;
    private final List<SqlStatement> statements;

    /**
     * A script to run.
     *
     * @param connection inside the undo's transaction
     * @param file the script
     */
    public UndoScript(Connection connection, ScriptFile file) {
        this.connection = connection;
        this.file = file;
        // Without its own BEGIN and COMMIT: the undo's transaction stands for them.
        this.statements = StepPlan.of(SqlScript.parse(file.text()).statements(), true).steps().stream()
                .flatMap(step -> step.statements().stream())
                .toList();
    }

    /**
     * Runs it.
     *
     * <p><em>Transaction.</em> Joins; when it is refused, the transaction is as it was.
     *
     * @return why it could not run; empty when it ran
     * @throws SQLException when it fails otherwise; the transaction is broken then
     */
    public Optional<UndoRefusal> run() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            RUNNER.run(connection, statements);
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (StatementException e) {
            if (!ViolationCount.counts(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            connection.rollback(before);
            return Optional.of(new UndoRefusal(Kind.CONSTRAINT_NO_LONGER_HOLDS, violated(e)));
        }
    }

    private String violated(StatementException failure) throws SQLException {
        return "undo script " + file.fileName() + " brings a constraint back that no longer holds, in line "
                + failure.line() + ": " + counted(failure) + "; change or move them first";
    }

    /** In the state in which the statement failed: those before it may have made the column that it is about. */
    private String counted(StatementException failure) throws SQLException {
        Savepoint before = connection.setSavepoint();
        int failed = failure.number();
        RUNNER.run(
                connection,
                statements.stream().filter(one -> one.number() < failed).toList());
        List<String> counts = ViolationCount.of(
                connection,
                statements.stream()
                        .filter(one -> one.number() == failed)
                        .findFirst()
                        .orElseThrow());
        connection.rollback(before);
        return counts.isEmpty() ? "rows that cannot be counted break it" : String.join(", ", counts);
    }
}
