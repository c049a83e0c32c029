package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A length that cannot be made shorter without locking the table. */
final class LimitedVarchar implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("varchar-limit", Category.INCORRECT, "datatype-character.html")
                .text(
                        "A limit in the type is enforced by an error and changed under the strongest lock; it saves "
                                + "no space.",
                        "Use text, with a check where the length matters: a check can be added and validated "
                                + "without stopping anybody.",
                        """
                    ALTER TABLE loan ADD COLUMN remark text CONSTRAINT loan_remark CHECK (length(remark) <= 500);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type ->
                        (type.name().equals("varchar") || type.name().equals("character varying")) && type.isLimited())
                .forEach(type -> findings.add(type.column() + " has a limit in its type"));
    }
}
