package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;
import java.util.Set;

/** A comparison with NULL, which is never true. */
final class ComparedWithNull implements LintRule {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=");
    private static final Set<String> BEGIN = Set.of("where", "having", "check", "on", "when");
    /** After these words "= NULL" gives a value instead of comparing one. */
    private static final Set<String> END = Set.of("set", "select", "values", "returning", "default", "then", "do");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("compared-with-null", Category.INCORRECT, "functions-comparison.html")
                .text(
                        "A comparison with NULL by = or <> gives NULL, so the condition holds for no row.",
                        "Use IS NULL, IS NOT NULL or IS DISTINCT FROM.",
                        """
                    UPDATE member SET status = 'new' WHERE status IS NULL;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean condition = false;
        String before = "";
        for (SqlToken token : statement.clause().tokens()) {
            if (condition && token.is("null") && COMPARISONS.contains(before)) {
                findings.add("a condition compares with NULL and holds for no row");
            }
            condition = (condition || isAny(token, BEGIN)) && !isAny(token, END);
            before = token.text();
        }
    }

    private static boolean isAny(SqlToken token, Set<String> words) {
        return words.stream().anyMatch(token::is);
    }
}
