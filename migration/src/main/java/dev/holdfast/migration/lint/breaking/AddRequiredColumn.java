package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.EnumSet;
import java.util.Set;

/** A new column that every insert has to name. */
final class AddRequiredColumn implements LintRule {
    /** What gives the column a value of its own. */
    private static final Set<Constraint.Kind> FILLED =
            EnumSet.of(Constraint.Kind.DEFAULT, Constraint.Kind.IDENTITY, Constraint.Kind.GENERATED);

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "add-required-column", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-COLUMN")
                .text(
                        "It fails on a table with rows, and on an empty one the inserts of the running version "
                                + "fail, which do not know the column.",
                        "Give it a constant default, which is kept in the catalogue, or add it without NOT NULL.",
                        """
                    ALTER TABLE loan ADD COLUMN channel text NOT NULL DEFAULT 'desk';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.columns().stream()
                .filter(Column::added)
                .filter(column -> column.has(Constraint.Kind.NOT_NULL) || column.has(Constraint.Kind.PRIMARY_KEY))
                .filter(column ->
                        !column.definition().isSerial() && FILLED.stream().noneMatch(column::has))
                .forEach(column -> findings.on(
                        column.table(), "inserts into " + column.table() + " have to give " + column.name()));
    }
}
