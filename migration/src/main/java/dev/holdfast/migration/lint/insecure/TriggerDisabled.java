package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** Triggers that are switched off. */
final class TriggerDisabled implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "trigger-disabled",
                        Category.INSECURE,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER")
                .text(
                        "What the trigger guards is not guarded: foreign keys, audit rows, computed columns; a "
                                + "script that fails may leave it off.",
                        "Leave it on and write in batches; what has to be left out is decided in the trigger's own "
                                + "condition.",
                        """
                    UPDATE loan SET note = '' WHERE note IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean off =
                statement.clause().has("disable trigger") || statement.clause().has("disable rule");
        statement.actions().stream()
                .filter(action -> off)
                .filter(action -> action.is(AlterAction.Kind.SWITCH_TRIGGER) || action.is(AlterAction.Kind.SWITCH_RULE))
                .forEach(action -> findings.add("triggers or rules of " + action.table() + " are switched off"));
        boolean replica = statement
                .head("set session|local? session_replication_role")
                .filter(rest -> rest.hasToken("replica") || rest.hasToken("'replica'"))
                .isPresent();
        if (replica) {
            findings.add("every trigger is switched off for the session");
        }
    }
}
