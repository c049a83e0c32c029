package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A column that takes another name while the application uses the old one. */
final class RenameColumn implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("rename-column", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME")
                .text(
                        "The running version still uses the old name and fails; there is no moment at which both "
                                + "names work.",
                        "Add a column of the new name, write both, fill the old rows, read the new one, then drop "
                                + "the old one.",
                        """
                    ALTER TABLE loan ADD COLUMN remark text;
                    -- next migration
                    UPDATE loan SET remark = note WHERE remark IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.RENAME_COLUMN)
                        .ifPresent(column ->
                                findings.on(action.table(), column + " of " + action.table() + " loses its name")));
    }
}
