package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An index over many columns, which seldom speeds up a query. */
final class WideIndex implements LintRule {
    private static final int MOST = 3;

    @Override
    public RuleDescription description() {
        return RuleDescription.of("index-with-many-columns", Category.INCORRECT, "indexes-multicolumn.html")
                .text(
                        "An index of more than three columns is large, slows every write, and its later columns are "
                                + "seldom of use.",
                        "Index the columns that narrow the search most; others can be added with INCLUDE.",
                        """
                    CREATE INDEX CONCURRENTLY loan_member ON loan (member_id, due);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("create index")
                .map(rest -> rest.after("on").skip("only").afterName().inside())
                .filter(columns -> columns.list().size() > MOST)
                .ifPresent(columns ->
                        findings.add("the index has " + columns.list().size() + " columns"));
    }
}
