package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A text that is filled up with blanks. */
final class PaddedChar implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("char-type", Category.INCORRECT, "datatype-character.html")
                .text(
                        "char(n) stores blanks up to n and ignores them in some comparisons but not in others; it "
                                + "is no faster.",
                        "Use text, with a check where the length matters.",
                        """
                    ALTER TABLE loan ADD COLUMN country text CONSTRAINT loan_country CHECK (length(country) = 2);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> type.name().equals("char")
                        || type.name().equals("character")
                        || type.name().equals("bpchar"))
                .forEach(type -> findings.add(type.column() + " is padded with blanks"));
    }
}
