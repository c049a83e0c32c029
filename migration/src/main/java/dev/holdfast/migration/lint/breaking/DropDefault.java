package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A default that leaves while inserts may rely on it. */
final class DropDefault implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "drop-default", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT")
                .text(
                        "Inserts of the running version that leave the column out get NULL, or fail where it is NOT "
                                + "NULL.",
                        "Release a version that always gives a value first, and say so in a silencing comment.",
                        """
                    -- holdfast:allow drop-default because the running version always gives a status
                    ALTER TABLE member ALTER COLUMN status DROP DEFAULT;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.DROP_DEFAULT)
                        .ifPresent(column -> findings.on(
                                action.table(), "inserts into " + action.table() + " without " + column + " change")));
    }
}
