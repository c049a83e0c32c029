package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** A new column that numbers the rows. */
final class IdentityColumnAdded implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("add-column-identity", Category.BLOCKING, "sql-altertable.html#SQL-ALTERTABLE-NOTES")
                .text(
                        "A new serial or identity column writes the whole table anew while everybody waits.",
                        "Add a plain column with a sequence for new rows, and number the old ones in batches.",
                        """
                    ALTER TABLE visit_2025 ADD COLUMN number bigint;
                    CREATE SEQUENCE visit_2025_number OWNED BY visit_2025.number;
                    ALTER TABLE visit_2025 ALTER COLUMN number SET DEFAULT nextval('visit_2025_number');
                    -- next migration
                    UPDATE visit_2025 SET number = nextval('visit_2025_number') WHERE number IS NULL AND at < '2025-02-01';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.columns().stream()
                .filter(Column::added)
                .filter(column -> column.definition().isSerial() || column.has(Constraint.Kind.IDENTITY))
                .forEach(column -> findings.on(
                        column.table(),
                        "all work on " + column.table() + " waits while " + column.name() + " is numbered"));
    }
}
