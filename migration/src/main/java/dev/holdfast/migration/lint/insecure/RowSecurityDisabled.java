package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** Row-level security that is switched off. */
final class RowSecurityDisabled implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("row-security-disabled", Category.INSECURE, "ddl-rowsecurity.html")
                .text(
                        "From then on every role that may read the table sees all rows, of all tenants.",
                        "Change the policies instead; a job that needs all rows uses a role of its own.",
                        """
                    CREATE POLICY loan_own ON loan USING (note = current_user);
                    ALTER TABLE loan FORCE ROW LEVEL SECURITY;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean off = statement.clause().has("disable row level security")
                || statement.clause().has("no force row level security");
        statement.actions().stream()
                .filter(action -> off && action.is(AlterAction.Kind.ROW_SECURITY))
                .forEach(action -> findings.add("the policies of " + action.table() + " are no longer applied"));
    }
}
