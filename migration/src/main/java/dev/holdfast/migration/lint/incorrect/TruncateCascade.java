package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A truncate that empties tables it does not name. */
final class TruncateCascade implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("truncate-cascade", Category.INCORRECT, "sql-truncate.html")
                .text(
                        "CASCADE empties every table that refers to the named one, and every table that refers to "
                                + "those.",
                        "Name each table that is to be emptied.",
                        """
                    TRUNCATE TABLE loan, member;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement
                .head("truncate table?")
                .filter(rest -> rest.has("cascade"))
                .isPresent()) {
            findings.add("tables that are not named are emptied as well");
        }
    }
}
