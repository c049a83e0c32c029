package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;

/** An enum value that is used in the transaction that added it. */
final class EnumValueBeforeCommit implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "enum-value-before-commit", Category.INCORRECT, "sql-altertype.html#SQL-ALTERTYPE-NOTES")
                .text(
                        "A value that ALTER TYPE … ADD VALUE added cannot be used until its transaction has "
                                + "committed; the script fails.",
                        "Use the value in the next migration.",
                        """
                    ALTER TYPE loan_state ADD VALUE 'returned' AFTER 'closed';
                    -- next migration
                    CREATE TABLE loan_step (state loan_state NOT NULL DEFAULT 'returned');
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean used = statement.clause().tokens().stream()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .anyMatch(token -> statement.run().isUncommittedEnumValue(token.text()));
        if (used && !statement.clause().begins("alter type")) {
            findings.add("a value that this transaction added to an enum is used before the commit");
        }
    }
}
