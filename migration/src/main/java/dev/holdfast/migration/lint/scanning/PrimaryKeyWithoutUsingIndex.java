package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** A primary key whose index is built under the strongest lock. */
final class PrimaryKeyWithoutUsingIndex implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "primary-key-without-using-index",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX")
                .text(
                        "Adding a primary key builds its index, and reads every row for NULLs, while everybody "
                                + "waits.",
                        "Build the unique index concurrently on columns that are NOT NULL, and make it the key with "
                                + "USING INDEX.",
                        """
                    CREATE UNIQUE INDEX CONCURRENTLY visit_2025_pkey ON visit_2025 (at);
                    -- next migration
                    ALTER TABLE visit_2025 ADD CONSTRAINT visit_2025_pkey PRIMARY KEY USING INDEX visit_2025_pkey;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.added(Constraint.Kind.PRIMARY_KEY)
                        .filter(key -> key.usingIndex().isEmpty())
                        .isPresent())
                .forEach(action ->
                        findings.on(action.table(), "all work on " + action.table() + " waits for the key's index"));
        statement.columns().stream()
                .filter(column -> column.added() && column.has(Constraint.Kind.PRIMARY_KEY))
                .forEach(column -> findings.on(
                        column.table(), "all work on " + column.table() + " waits for the index of " + column.name()));
    }
}
