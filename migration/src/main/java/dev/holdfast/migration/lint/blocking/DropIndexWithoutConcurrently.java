package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An index that is dropped under the strongest lock. */
final class DropIndexWithoutConcurrently implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("drop-index-without-concurrently", Category.BLOCKING, "sql-dropindex.html")
                .text(
                        "DROP INDEX waits for every transaction on the table, and everybody who comes after waits "
                                + "behind it.",
                        "Drop it with CONCURRENTLY in a migration of its own.",
                        """
                    DROP INDEX CONCURRENTLY loan_due;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("drop index")
                .filter(rest -> !rest.begins("concurrently"))
                .ifPresent(rest -> rest.skip("if? exists?").list().stream()
                        .flatMap(index -> index.name().stream())
                        .forEach(index ->
                                findings.on(index, "all work on the table of " + index + " waits for the drop")));
    }
}
