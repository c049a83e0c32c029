package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An index that is rebuilt while writers wait. */
final class ReindexWithoutConcurrently implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "reindex-without-concurrently", Category.BLOCKING, "sql-reindex.html#SQL-REINDEX-CONCURRENTLY")
                .text(
                        "REINDEX locks the table against writes, and readers that would use the index, until it is "
                                + "rebuilt.",
                        "Rebuild it with CONCURRENTLY in a migration of its own.",
                        """
                    REINDEX INDEX CONCURRENTLY loan_due;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("reindex")
                .filter(rest -> !statement.clause().hasAnywhere("concurrently"))
                .map(rest -> rest.begins("index|table|schema|database|system") ? rest : rest.afterBrackets())
                .flatMap(rest -> rest.skip("index|table|schema|database|system").name())
                .ifPresent(name -> findings.on(name, "writers wait until " + name + " is rebuilt"));
    }
}
