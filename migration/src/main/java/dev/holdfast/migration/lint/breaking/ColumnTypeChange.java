package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;
import java.util.Set;

/** A column whose type changes under the application. */
final class ColumnTypeChange implements LintRule {
    /** An application that works with the narrower types of the family works with these. */
    private static final Set<String> WIDENING =
            Set.of("text", "varchar", "character varying", "bigint", "int8", "numeric", "decimal", "double precision");

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "column-type-change",
                        Category.BREAKING,
                        "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE")
                .text(
                        "The running version binds and reads the old type; values that do not fit a narrower one "
                                + "make the change, or later writes, fail.",
                        "Widen only, or add a column of the new type and move the application over.",
                        """
                    ALTER TABLE loan ALTER COLUMN note TYPE text;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.COLUMN_TYPE)
                        .filter(column -> !isWidening(action.rest()))
                        .ifPresent(column -> findings.on(
                                action.table(),
                                column + " of " + action.table() + " changes its type for the running version")));
    }

    private static boolean isWidening(Clause type) {
        boolean limited = !type.inside().isEmpty() || type.hasToken("[");
        return !limited && !type.has("using") && WIDENING.contains(Column.typeName(type.tokens()));
    }
}
