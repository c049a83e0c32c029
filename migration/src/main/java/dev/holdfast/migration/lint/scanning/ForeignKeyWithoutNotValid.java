package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** A foreign key that is checked while both tables are locked. */
final class ForeignKeyWithoutNotValid implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "foreign-key-without-not-valid",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT")
                .text(
                        "Adding a foreign key locks both tables against writes until every row has been looked up.",
                        "Add it as NOT VALID and validate it in the next migration; a new column takes its default "
                                + "after the key.",
                        """
                    ALTER TABLE loan ADD CONSTRAINT loan_member_fk FOREIGN KEY (member_id) REFERENCES member (id) NOT VALID;
                    -- next migration
                    ALTER TABLE loan VALIDATE CONSTRAINT loan_member_fk;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.added(Constraint.Kind.FOREIGN_KEY)
                        .filter(key -> !key.isNotValid())
                        .isPresent())
                .forEach(action -> findings.on(
                        action.table(),
                        "writers of " + action.table() + " and of the table it refers to wait for the check"));
        // A new column without a default holds only NULLs, which nobody looks up.
        statement.columns().stream()
                .filter(column -> column.added() && column.has(Constraint.Kind.FOREIGN_KEY))
                .filter(column -> column.has(Constraint.Kind.DEFAULT))
                .forEach(column -> findings.on(
                        column.table(),
                        "every row of " + column.table() + " is looked up for column " + column.name()));
    }
}
