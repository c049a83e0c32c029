package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;
import dev.holdfast.migration.statement.table.Constraint;

/** A NOT NULL that reads the table while it is locked. */
final class SetNotNull implements LintRule {
    private static final int FIRST_TO_TRUST_CHECKS = 12;

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "set-not-null", Category.BLOCKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL")
                .text(
                        "SET NOT NULL reads every row while everybody waits, unless a validated check proves that "
                                + "there is no NULL.",
                        "Add CHECK (column IS NOT NULL) as NOT VALID, validate it, then SET NOT NULL (from "
                                + "PostgreSQL 12) and drop the check.",
                        """
                    ALTER TABLE member ADD CONSTRAINT member_email_set CHECK (email IS NOT NULL) NOT VALID;
                    -- next migration
                    ALTER TABLE member VALIDATE CONSTRAINT member_email_set;
                    -- next migration
                    ALTER TABLE member ALTER COLUMN email SET NOT NULL;
                    ALTER TABLE member DROP CONSTRAINT member_email_set;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.added(Constraint.Kind.NOT_NULL)
                        .filter(column -> !column.isNotValid())
                        .isPresent())
                .forEach(action ->
                        findings.on(action.table(), "every row of " + action.table() + " is read for a NULL"));
        boolean trusted = statement.run().target().version() >= FIRST_TO_TRUST_CHECKS;
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.SET_NOT_NULL)
                        .filter(column -> !trusted || !statement.run().isProvenNotNull(action.table(), column))
                        .ifPresent(column -> findings.on(
                                action.table(),
                                "every row of " + action.table() + " is read for a NULL in " + column)));
    }
}
