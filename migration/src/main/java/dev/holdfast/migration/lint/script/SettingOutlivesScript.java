package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A setting that stays on the connection. */
final class SettingOutlivesScript implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("setting-outlives-script", Category.INCORRECT, "sql-set.html")
                .text(
                        "SET without LOCAL stays on the connection: the next script, or the next user of a pooled "
                                + "connection, runs with it.",
                        "Use SET LOCAL, which ends with the transaction; where a script has none, RESET the setting "
                                + "at its end.",
                        """
                    SET LOCAL statement_timeout = '5min';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("set session?")
                .filter(rest -> !rest.begins("local|constraints|transaction|characteristics|authorization"))
                .flatMap(rest -> rest.skip("time").name())
                .filter(name -> !statement.isMadeAgain("reset", name) && !statement.isMadeAgain("reset", "all"))
                .ifPresent(name -> findings.add("setting " + name + " stays on the connection"));
    }
}
