package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;
import java.util.Set;

/** A change of type that writes the table anew. */
final class ColumnTypeRewrite implements LintRule {
    /** From a narrower type of the same family to one of these nothing is written. */
    private static final Set<String> WIDEST = Set.of("text", "varchar", "character varying", "numeric", "decimal");

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "column-type-rewrite",
                        Category.BLOCKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE")
                .text(
                        "Most changes of type write the whole table and its indexes anew while everybody waits.",
                        "Add a column of the new type, fill it in batches, switch the application over, then drop "
                                + "the old one.",
                        """
                    ALTER TABLE loan ADD COLUMN fee_cents bigint;
                    -- next migration
                    UPDATE loan SET fee_cents = (fee * 100)::bigint WHERE fee_cents IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.is(AlterAction.Kind.COLUMN_TYPE) && !isWidest(action.rest()))
                .forEach(action -> findings.on(
                        action.table(), "all work on " + action.table() + " waits while it may be written anew"));
    }

    private static boolean isWidest(Clause type) {
        boolean limited = !type.inside().isEmpty() || type.hasToken("[");
        return !limited && !type.has("using") && WIDEST.contains(Column.typeName(type.tokens()));
    }
}
