package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.effect.TransactionUse;

/** A statement that refuses a transaction, inside BEGIN. */
final class RefusesTransaction implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "concurrently-in-transaction",
                        Category.INCORRECT,
                        "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY")
                .text(
                        "CONCURRENTLY and its kin commit on their own way and fail inside BEGIN … COMMIT.",
                        "Put the statement into a migration of its own, without BEGIN.",
                        """
                    CREATE INDEX CONCURRENTLY loan_member ON loan (member_id);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (statement.transaction() == TransactionUse.OUTSIDE && statement.run().isOpen()) {
            findings.add("the statement refuses to run in the transaction that the script has begun");
        }
    }
}
