package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** Default privileges for whoever happens to run the script. */
final class DefaultPrivilegesWithoutRole implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "default-privileges-without-role", Category.INSECURE, "sql-alterdefaultprivileges.html")
                .text(
                        "Without FOR ROLE they hold for objects that the present role makes; tables that another "
                                + "role makes later have other privileges.",
                        "Name the role that will own the objects.",
                        """
                    CREATE ROLE lint_owner;
                    CREATE ROLE lint_app;
                    ALTER DEFAULT PRIVILEGES FOR ROLE lint_owner GRANT SELECT ON TABLES TO lint_app;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement
                .head("alter default privileges")
                .filter(rest -> !rest.has("for role") && !rest.has("for user"))
                .isPresent()) {
            findings.add("the privileges hold for objects of the role that runs the script, and no other's");
        }
    }
}
