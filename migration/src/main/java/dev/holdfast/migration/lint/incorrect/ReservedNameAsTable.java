package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;
import java.util.List;
import java.util.Set;

/** The word user where a table is meant. */
final class ReservedNameAsTable implements LintRule {
    private static final Set<String> NAMING = Set.of("from", "join", "references", "using");

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "reserved-name-as-table", Category.INCORRECT, "functions-info.html#FUNCTIONS-INFO-SESSION")
                .text(
                        "Without quotes USER is no table: FROM user reads one row with the name of the session's "
                                + "role.",
                        "Put the name in quotes, or better give the table another one.",
                        """
                    INSERT INTO member (name) SELECT name FROM "user";
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        String before = "";
        for (SqlToken token : statement.clause().tokens()) {
            if (token.is("user")
                    && NAMING.contains(before)
                    && !statement.clause().begins("revoke|grant|create|alter user")) {
                findings.add("user without quotes is the session's role, not a table");
            }
            before = Clause.of(List.of(token)).words();
        }
    }
}
