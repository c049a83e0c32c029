package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An index that may be there and invalid. */
final class ConcurrentlyIfNotExists implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "concurrently-if-not-exists",
                        Category.INCORRECT,
                        "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY")
                .text(
                        "A concurrent build that failed leaves an invalid index, which IF NOT EXISTS takes for "
                                + "done: no query uses it, and a unique one guards nothing.",
                        "Drop the leftover first, then build without IF NOT EXISTS.",
                        """
                    DROP INDEX CONCURRENTLY IF EXISTS loan_member;
                    CREATE INDEX CONCURRENTLY loan_member ON loan (member_id);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.clause().begins("create unique? index concurrently if not exists")) {
            findings.add("an invalid index that a failed build left is taken for the wanted one");
        }
    }
}
