package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A setting of the whole server. */
final class ServerSetting implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("alter-system", Category.INSECURE, "sql-altersystem.html")
                .text(
                        "It holds for every database of the server, also for how it logs, authenticates and keeps "
                                + "its word on disk, and no rollback takes it back.",
                        "Set what the application needs for its role; settings of the server belong to whoever runs "
                                + "it.",
                        """
                    CREATE ROLE lint_app;
                    ALTER ROLE lint_app SET statement_timeout = '30s';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.clause().begins("alter system")) {
            findings.add("a setting of the whole server is changed");
        }
    }
}
