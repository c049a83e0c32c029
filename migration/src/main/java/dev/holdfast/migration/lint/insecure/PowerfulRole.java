package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.List;

/** A role that no check holds for. */
final class PowerfulRole implements LintRule {
    private static final List<String> POWERS = List.of("superuser", "bypassrls", "replication", "createrole");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("powerful-role", Category.INSECURE, "role-attributes.html")
                .text(
                        "SUPERUSER and BYPASSRLS skip every policy, REPLICATION reads every row of the server, "
                                + "CREATEROLE hands rights on.",
                        "Make a role without attributes and grant what it needs.",
                        """
                    CREATE ROLE lint_worker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        String words = " " + statement.clause().words() + " ";
        if (statement.clause().begins("create|alter role|user")) {
            POWERS.stream()
                    .filter(power -> words.contains(" " + power + " "))
                    .forEach(power -> findings.add("the role gets the attribute " + power));
        }
    }
}
