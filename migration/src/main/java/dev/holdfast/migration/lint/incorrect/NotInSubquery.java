package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.List;

/** A NOT IN over a query, which one NULL turns into nothing. */
final class NotInSubquery implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "not-in-subquery", Category.INCORRECT, "functions-subquery.html#FUNCTIONS-SUBQUERY-NOTIN")
                .text(
                        "If the query gives one NULL, NOT IN is never true: no row is changed, and nothing says so.",
                        "Use NOT EXISTS.",
                        """
                    DELETE FROM loan WHERE NOT EXISTS (SELECT FROM member WHERE member.id = loan.member_id);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean writes = statement.clause().begins("update|delete|insert|with|merge");
        for (Clause rest = statement.clause().afterAnywhere("not in");
                writes && !rest.isEmpty();
                rest = rest.afterAnywhere("not in")) {
            Clause query = rest.tokens().get(0).isMark("(") ? rest.inside() : Clause.of(List.of());
            if (query.begins("select") && !query.hasAnywhere("is not null")) {
                findings.add("NOT IN over a query finds nothing as soon as the query gives a NULL");
            }
        }
    }
}
