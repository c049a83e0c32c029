package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An index that is built while writers wait. */
final class IndexWithoutConcurrently implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "index-without-concurrently",
                        Category.BLOCKING,
                        "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY")
                .text(
                        "CREATE INDEX locks the table against writes until the whole table is read and sorted.",
                        "Build it with CONCURRENTLY in a migration of its own; an index of a partitioned table is "
                                + "made with ON ONLY, then built for each partition and attached.",
                        """
                    CREATE INDEX CONCURRENTLY loan_member ON loan (member_id);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("create unique? index")
                .filter(rest ->
                        !rest.begins("concurrently") && !rest.after("on").begins("only"))
                .flatMap(rest -> rest.after("on").name())
                .ifPresent(table -> findings.on(table, "writers of " + table + " wait until the index is built"));
    }
}
