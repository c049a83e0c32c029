package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A column that leaves while the application may still name it. */
final class DropColumn implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "drop-column", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN")
                .text(
                        "The running version still selects and inserts the column, and its prepared statements "
                                + "fail; the values are gone for good.",
                        "Release a version that does not know the column first; take its NOT NULL away so that "
                                + "inserts without it work; then drop it, with a silencing comment that says so.",
                        """
                    ALTER TABLE loan ALTER COLUMN note DROP NOT NULL;
                    -- next migration
                    -- holdfast:allow drop-column because the running version no longer uses it
                    ALTER TABLE loan DROP COLUMN note;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.DROP_COLUMN)
                        .ifPresent(column ->
                                findings.on(action.table(), "column " + column + " of " + action.table() + " leaves")));
    }
}
