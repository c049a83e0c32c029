package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** An exclusion constraint, which cannot be built concurrently. */
final class ExclusionConstraint implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "exclusion-constraint", Category.BLOCKING, "sql-createtable.html#SQL-CREATETABLE-EXCLUDE")
                .text(
                        "An exclusion constraint builds its index while everybody waits, and there is no concurrent "
                                + "form.",
                        "Make it with a new table and move the rows over, or add it in a maintenance window and say "
                                + "so in a silencing comment.",
                        """
                    CREATE TABLE booking (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, during tstzrange NOT NULL,
                        CONSTRAINT booking_once EXCLUDE USING gist (during WITH &&));
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.added(Constraint.Kind.EXCLUDE).isPresent())
                .forEach(action ->
                        findings.on(action.table(), "all work on " + action.table() + " waits for the index"));
    }
}
