package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An amount whose currency is a setting of the session. */
final class MoneyType implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("money-type", Category.INCORRECT, "datatype-money.html")
                .text(
                        "money reads and prints by lc_monetary and keeps no currency; another setting makes the "
                                + "same rows mean another sum.",
                        "Use numeric, and a column for the currency.",
                        """
                    ALTER TABLE loan ADD COLUMN price numeric(12, 2);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> type.name().equals("money"))
                .forEach(type -> findings.add(type.column() + " means what lc_monetary says"));
    }
}
