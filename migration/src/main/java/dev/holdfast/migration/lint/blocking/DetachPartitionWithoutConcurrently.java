package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A partition that is detached under the strongest lock on the whole table. */
final class DetachPartitionWithoutConcurrently implements LintRule {
    private static final int FIRST_CONCURRENT = 14;

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "detach-without-concurrently",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION")
                .text(
                        "DETACH PARTITION locks the partitioned table against everybody, and waits for all who use "
                                + "any of its partitions.",
                        "Detach it with CONCURRENTLY (from PostgreSQL 14) in a migration of its own.",
                        """
                    ALTER TABLE visit DETACH PARTITION visit_2024 CONCURRENTLY;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.run().target().version() < FIRST_CONCURRENT) {
            return;
        }
        statement.actions().stream()
                .filter(action -> action.is(AlterAction.Kind.DETACH_PARTITION))
                .forEach(action -> findings.on(
                        action.table(), "all work on " + action.table() + " waits for the partition to leave"));
    }
}
