package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.effect.TransactionUse;

/** A script that begins or ends transactions by itself. */
final class TransactionControl implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("transaction-control", Category.INCORRECT, "sql-commit.html")
                .text(
                        "The migrator runs a script and its history row in one transaction; a COMMIT in the script "
                                + "parts them, so a failure leaves half of it.",
                        "Leave BEGIN and COMMIT out; what needs a commit in between goes into two migrations.",
                        """
                    ALTER TABLE loan ADD COLUMN remark text;
                    -- next migration
                    UPDATE loan SET remark = note WHERE remark IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        TransactionUse use = statement.transaction();
        if (use == TransactionUse.BEGINS || use == TransactionUse.COMMITS || use == TransactionUse.ROLLS_BACK) {
            findings.add("the script begins or ends a transaction by itself");
        }
    }
}
