package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A constraint that is validated while the lock of its addition is held. */
final class ValidateInSameTransaction implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "validate-in-same-transaction", Category.BLOCKING, "sql-altertable.html#SQL-ALTERTABLE-NOTES")
                .text(
                        "Validating reads the whole table; in the transaction that added the constraint it does so "
                                + "under that lock, so NOT VALID has won nothing.",
                        "Validate the constraint in the next migration.",
                        """
                    ALTER TABLE loan ADD CONSTRAINT loan_fee CHECK (fee >= 0) NOT VALID;
                    -- next migration
                    ALTER TABLE loan VALIDATE CONSTRAINT loan_fee;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.VALIDATE_CONSTRAINT)
                        .filter(name -> statement.run().inTransaction()
                                && statement.run().isAddedNotValid(name))
                        .ifPresent(name -> findings.on(
                                action.table(),
                                "constraint " + name + " is validated while " + action.table() + " is locked")));
    }
}
