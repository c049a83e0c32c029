package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A materialized view that is refreshed while its readers wait. */
final class RefreshWithoutConcurrently implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("refresh-without-concurrently", Category.BLOCKING, "sql-refreshmaterializedview.html")
                .text(
                        "REFRESH MATERIALIZED VIEW locks out readers until the query is done.",
                        "Give the view a unique index on plain columns and refresh it with CONCURRENTLY.",
                        """
                    CREATE UNIQUE INDEX loan_count_member ON loan_count (member_id);
                    REFRESH MATERIALIZED VIEW CONCURRENTLY loan_count;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("refresh materialized view")
                .filter(rest -> !rest.begins("concurrently"))
                .flatMap(Clause::name)
                .ifPresent(view -> findings.on(view, "readers of " + view + " wait until it is refreshed"));
    }
}
