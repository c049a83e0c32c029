package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.Constraint;

/** A new column that is computed and stored for every row. */
final class StoredGeneratedColumn implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("add-stored-generated-column", Category.BLOCKING, "ddl-generated-columns.html")
                .text(
                        "A new stored generated column writes the whole table anew while everybody waits.",
                        "Add a plain column that a trigger or the application fills, and backfill it in batches; or "
                                + "compute it in a view.",
                        """
                    CREATE VIEW loan_gross AS SELECT id, fee * 1.2 AS gross FROM loan;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.columns().stream()
                .filter(Column::added)
                .filter(column -> column.constraint(Constraint.Kind.GENERATED)
                        .filter(Constraint::isStored)
                        .isPresent())
                .forEach(column -> findings.on(
                        column.table(),
                        "all work on " + column.table() + " waits while " + column.name() + " is computed"));
    }
}
