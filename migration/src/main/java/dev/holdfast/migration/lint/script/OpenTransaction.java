package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.effect.TransactionUse;

/** A BEGIN that its script never ends. */
final class OpenTransaction implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("transaction-left-open", Category.INCORRECT, "sql-begin.html")
                .text(
                        "psql throws away what a transaction did that is never ended, other tools commit it; the "
                                + "migrator refuses the script.",
                        "Leave BEGIN out, or write COMMIT behind the last statement that belongs to it.",
                        """
                    ALTER TABLE loan ADD COLUMN remark text;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.transaction() == TransactionUse.BEGINS && !statement.isEndedLater()) {
            findings.add("the script begins a transaction and does not end it");
        }
    }
}
