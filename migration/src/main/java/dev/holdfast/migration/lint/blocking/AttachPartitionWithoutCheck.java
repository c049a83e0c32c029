package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A partition that is read as a whole while it is attached. */
final class AttachPartitionWithoutCheck implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "attach-without-check",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION")
                .text(
                        "ATTACH PARTITION reads all rows of a table under the strongest lock, unless a validated "
                                + "check proves that they belong there.",
                        "Add a check of the partition bounds as NOT VALID, validate it, attach the table, then drop "
                                + "the check.",
                        """
                    ALTER TABLE visit_2025 ADD CONSTRAINT visit_2025_at
                        CHECK (at >= DATE '2025-01-01' AND at < DATE '2026-01-01') NOT VALID;
                    -- next migration
                    ALTER TABLE visit_2025 VALIDATE CONSTRAINT visit_2025_at;
                    -- next migration
                    ALTER TABLE visit ATTACH PARTITION visit_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                    ALTER TABLE visit_2025 DROP CONSTRAINT visit_2025_at;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .flatMap(action -> action.name(AlterAction.Kind.ATTACH_PARTITION).stream())
                .filter(partition -> !statement.run().hasValidatedCheck(partition))
                .forEach(partition ->
                        findings.on(partition, "all rows of " + partition + " are read while it is locked"));
    }
}
