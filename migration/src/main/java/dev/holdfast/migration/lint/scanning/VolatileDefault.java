package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;
import dev.holdfast.migration.statement.table.Volatility;

/** A new column whose default differs from row to row. */
final class VolatileDefault implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "add-column-volatile-default", Category.BLOCKING, "sql-altertable.html#SQL-ALTERTABLE-NOTES")
                .text(
                        "A constant default is kept in the catalogue; one that calls a volatile function is written "
                                + "into every row while everybody waits.",
                        "Add the column without a default, set the default, and fill the old rows in batches.",
                        """
                    ALTER TABLE loan ADD COLUMN code uuid;
                    ALTER TABLE loan ALTER COLUMN code SET DEFAULT gen_random_uuid();
                    -- next migration
                    UPDATE loan SET code = gen_random_uuid() WHERE code IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.columns().stream()
                .filter(Column::added)
                .filter(column -> column.constraint(Constraint.Kind.DEFAULT)
                        .filter(value -> Volatility.of(value.cursor()) != Volatility.STEADY)
                        .isPresent())
                .forEach(column -> findings.on(
                        column.table(),
                        "the default of " + column.name() + " is not known to give every row the same"));
    }
}
