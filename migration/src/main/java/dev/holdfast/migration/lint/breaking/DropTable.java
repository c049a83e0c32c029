package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A table that leaves while the application may still use it. */
final class DropTable implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("drop-table", Category.BREAKING, "sql-droptable.html")
                .text(
                        "The running version fails on every statement that names the table, and its rows are gone "
                                + "for good.",
                        "Release a version that does not use the table, rename it and wait a release, keep a "
                                + "verified backup; then drop it, with a silencing comment that says so.",
                        """
                    -- holdfast:allow drop-table because the running version no longer uses it, and its backup is verified
                    DROP TABLE audit_entry;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("drop foreign? table if? exists?")
                .ifPresent(rest -> rest.list().stream()
                        .flatMap(table -> table.name().stream())
                        .forEach(table -> findings.on(table, "table " + table + " leaves with its rows")));
    }
}
