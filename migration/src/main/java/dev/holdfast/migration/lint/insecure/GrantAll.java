package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** All privileges at once. */
final class GrantAll implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("grant-all", Category.INSECURE, "ddl-priv.html")
                .text(
                        "ALL holds TRUNCATE, TRIGGER and REFERENCES on tables, CREATE on schemas: more than an "
                                + "application needs, and a trigger runs with the rights of whoever writes.",
                        "Name the privileges.",
                        """
                    CREATE ROLE lint_app;
                    GRANT SELECT, INSERT, UPDATE, DELETE ON loan TO lint_app;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean grants =
                statement.clause().begins("grant") || statement.clause().begins("alter default privileges");
        if (grants && statement.clause().after("grant").begins("all")) {
            findings.add("all privileges are granted instead of those needed");
        }
    }
}
