package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;
import java.util.EnumSet;
import java.util.Set;

/** A table that is written anew to be kept in another way. */
final class TableMoved implements LintRule {
    private static final Set<AlterAction.Kind> MOVING = EnumSet.of(
            AlterAction.Kind.SET_LOGGED,
            AlterAction.Kind.SET_UNLOGGED,
            AlterAction.Kind.SET_TABLESPACE,
            AlterAction.Kind.SET_ACCESS_METHOD);

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "table-storage-change",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-TABLESPACE")
                .text(
                        "Another tablespace, access method or persistence writes the whole table anew while "
                                + "everybody waits.",
                        "Make a table of the wanted kind and move the rows over in batches.",
                        """
                    CREATE UNLOGGED TABLE loan_scratch (id bigint PRIMARY KEY, note text);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> MOVING.contains(action.action().kind()))
                .forEach(action -> findings.on(
                        action.table(), "all work on " + action.table() + " waits while it is written anew"));
    }
}
