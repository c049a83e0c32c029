package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** A check that reads the table while it is locked. */
final class CheckWithoutNotValid implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "check-without-not-valid",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT")
                .text(
                        "Adding a check locks the table against everybody until every row has been read.",
                        "Add it as NOT VALID and validate it in the next migration.",
                        """
                    ALTER TABLE loan ADD CONSTRAINT loan_fee CHECK (fee >= 0) NOT VALID;
                    -- next migration
                    ALTER TABLE loan VALIDATE CONSTRAINT loan_fee;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.added(Constraint.Kind.CHECK)
                        .filter(check -> !check.isNotValid())
                        .isPresent())
                .forEach(action ->
                        findings.on(action.table(), "all work on " + action.table() + " waits for the check"));
        statement.columns().stream()
                .filter(column -> column.added() && column.has(Constraint.Kind.CHECK))
                .forEach(column -> findings.on(
                        column.table(),
                        "every row of " + column.table() + " is read for the check of " + column.name()));
    }
}
