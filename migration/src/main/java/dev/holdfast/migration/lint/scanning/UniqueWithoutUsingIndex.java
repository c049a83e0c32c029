package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** A unique constraint whose index is built under the strongest lock. */
final class UniqueWithoutUsingIndex implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "unique-without-using-index",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX")
                .text(
                        "Adding a unique constraint builds its index while everybody waits.",
                        "Build the unique index concurrently and make it a constraint with USING INDEX.",
                        """
                    CREATE UNIQUE INDEX CONCURRENTLY member_email_key ON member (email);
                    -- next migration
                    ALTER TABLE member ADD CONSTRAINT member_email_key UNIQUE USING INDEX member_email_key;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.added(Constraint.Kind.UNIQUE)
                        .filter(unique -> unique.usingIndex().isEmpty())
                        .isPresent())
                .forEach(action ->
                        findings.on(action.table(), "all work on " + action.table() + " waits for the index"));
        statement.columns().stream()
                .filter(column -> column.added() && column.has(Constraint.Kind.UNIQUE))
                .forEach(column -> findings.on(
                        column.table(), "all work on " + column.table() + " waits for the index of " + column.name()));
    }
}
