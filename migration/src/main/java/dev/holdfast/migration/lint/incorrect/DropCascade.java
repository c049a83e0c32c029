package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A drop that takes along what it does not name. */
final class DropCascade implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("drop-cascade", Category.INCORRECT, "ddl-depend.html")
                .text(
                        "CASCADE drops whatever depends on the object: views, foreign keys, columns; the script "
                                + "does not say which.",
                        "Drop the dependents by name first, so that an unexpected one stops the script.",
                        """
                    DROP VIEW open_loan;
                    ALTER TABLE loan DROP COLUMN returned_at;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean drops = statement.clause().begins("drop") || statement.clause().begins("alter");
        boolean cascades = statement.clause().list().stream().anyMatch(part -> part.has("drop") && part.has("cascade"));
        boolean behindAList =
                statement.clause().begins("drop") && statement.clause().has("cascade");
        if (drops && (cascades || behindAList)) {
            findings.add("what depends on the object leaves unnamed");
        }
    }
}
