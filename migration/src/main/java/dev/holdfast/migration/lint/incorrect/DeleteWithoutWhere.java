package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A delete of every row. */
final class DeleteWithoutWhere implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("delete-without-where", Category.INCORRECT, "sql-delete.html")
                .text(
                        "Without WHERE every row goes, one by one; that is either a mistake or slower than it need "
                                + "be.",
                        "Say which rows are meant.",
                        """
                    DELETE FROM loan WHERE returned_at < '2020-01-01' AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Rows.written(statement.clause(), "delete from only?")
                .filter(rest -> !rest.has("where"))
                .flatMap(Clause::name)
                .filter(table -> !statement.run().isNew(table))
                .ifPresent(table -> findings.add("every row of " + table + " is deleted"));
    }
}
