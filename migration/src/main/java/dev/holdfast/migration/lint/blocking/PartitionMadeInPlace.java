package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A partition that is made under the strongest lock on its parent. */
final class PartitionMadeInPlace implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "partition-made-in-place", Category.BLOCKING, "sql-createtable.html#SQL-CREATETABLE-PARTITION")
                .text(
                        "CREATE TABLE … PARTITION OF locks the partitioned table against everybody, and waits for "
                                + "all who use it.",
                        "Make the table by itself and attach it: attaching lets readers and writers of the parent "
                                + "go on.",
                        """
                    CREATE TABLE visit_2026 (LIKE visit INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
                    ALTER TABLE visit ATTACH PARTITION visit_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.createdTable().isPresent()) {
            statement
                    .clause()
                    .after("partition of")
                    .name()
                    .ifPresent(parent -> findings.on(parent, "all work on " + parent + " waits for the new partition"));
        }
    }
}
