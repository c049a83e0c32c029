package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A column that may be NULL for readers who do not expect it. */
final class DropNotNull implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "drop-not-null", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL")
                .text(
                        "The running version reads the column as always present and fails at the first NULL.",
                        "Release a version that can read NULL first, and say so in a silencing comment.",
                        """
                    -- holdfast:allow drop-not-null because the running version reads a missing name
                    ALTER TABLE member ALTER COLUMN name DROP NOT NULL;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.DROP_NOT_NULL)
                        .ifPresent(column -> findings.on(
                                action.table(), "readers of " + action.table() + " may meet NULL in " + column)));
    }
}
