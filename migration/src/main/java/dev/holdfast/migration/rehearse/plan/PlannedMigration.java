package dev.holdfast.migration.rehearse.plan;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A migration with its statements.
 *
 * @param candidate the migration
 * @param statements its statements, in order
 * @param problems what in its script is no SQL; that it has none, when it is a class
 */
public record PlannedMigration(
        Candidate candidate, List<PlannedStatement> statements, List<SqlScript.Problem> problems) {
    private static final String A_CLASS = "it is a class, and what a class does is in no text";
    private static final Set<TransactionUse> WITHIN_ONE = EnumSet.of(TransactionUse.INSIDE, TransactionUse.WITHIN);

    /** Copies the lists. */
    public PlannedMigration {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a migration's script.
     *
     * @param candidate the migration
     * @param classifier says what a statement is
     * @return the migration with its statements
     */
    public static PlannedMigration of(Candidate candidate, Function<SqlStatement, StatementClass> classifier) {
        if (candidate.up().isEmpty()) {
            return new PlannedMigration(candidate, List.of(), List.of(new SqlScript.Problem(0, A_CLASS)));
        }
        SqlScript script = SqlScript.parse(candidate.up().get().text());
        List<PlannedStatement> statements = script.statements().stream()
                .map(statement -> new PlannedStatement(statement, classifier.apply(statement)))
                .toList();
        return new PlannedMigration(candidate, statements, script.problems());
    }

    /**
     * Statements that cannot all be part of one transaction that is rolled back: those that refuse one, and those that
     * begin or end one.
     *
     * @return the statements; none when the whole script fits into one transaction
     */
    public List<PlannedStatement> endingTransactions() {
        return statements.stream()
                .filter(statement -> !WITHIN_ONE.contains(statement.use()))
                .toList();
    }
}
