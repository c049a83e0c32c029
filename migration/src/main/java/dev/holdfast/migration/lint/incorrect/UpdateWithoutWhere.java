package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An update of every row. */
final class UpdateWithoutWhere implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("update-without-where", Category.INCORRECT, "sql-update.html")
                .text(
                        "Without WHERE every row is written, locked and left behind dead, whether it needs the "
                                + "change or not.",
                        "Say which rows are meant, and take them in batches by key.",
                        """
                    UPDATE member SET status = 'active' WHERE status IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Rows.written(statement.clause(), "update only?")
                .filter(rest -> !rest.has("where"))
                .flatMap(Clause::name)
                .filter(table -> !statement.run().isNew(table))
                .ifPresent(table -> findings.add("every row of " + table + " is updated"));
    }
}
