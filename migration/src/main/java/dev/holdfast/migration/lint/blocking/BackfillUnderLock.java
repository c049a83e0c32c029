package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;

/** Rows that are filled in while the altered table is locked. */
final class BackfillUnderLock implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "backfill-with-schema-change", Category.BLOCKING, "sql-altertable.html#SQL-ALTERTABLE-NOTES")
                .text(
                        "ALTER TABLE locks the table until its transaction ends; a backfill in the same transaction "
                                + "holds that lock for as long as it takes.",
                        "Put the backfill into a migration of its own, in batches by key.",
                        """
                    ALTER TABLE loan ADD COLUMN days integer;
                    -- next migration
                    UPDATE loan SET days = 0 WHERE days IS NULL AND id BETWEEN 1 AND 10000;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        if (!statement.run().inTransaction()) {
            return;
        }
        written(statement.clause())
                .filter(statement.run()::isAltered)
                .ifPresent(table ->
                        findings.on(table, table + " stays locked against everybody while its rows are written"));
    }

    private static Optional<String> written(Clause clause) {
        Optional<Clause> inserted = clause.head("insert into").filter(rest -> rest.has("select"));
        return clause.head("update only?")
                .or(() -> clause.head("delete from only?"))
                .or(() -> inserted)
                .flatMap(Clause::name);
    }
}
