package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A schema or database that leaves with all in it. */
final class DropSchema implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("drop-schema", Category.BREAKING, "sql-dropschema.html")
                .text(
                        "All tables in it leave at once, with their rows, for every application that uses them.",
                        "Drop the objects one by one, each by its name, once nothing uses them.",
                        """
                    DROP VIEW open_loan;
                    DROP MATERIALIZED VIEW loan_count;
                    DROP TABLE loan;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.clause().begins("drop schema|database|owned")) {
            findings.add("everything in it leaves, named by nothing but its container");
        }
    }
}
