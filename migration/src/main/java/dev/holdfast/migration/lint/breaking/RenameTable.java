package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.statement.table.AlterAction;

/** A table, view or schema that takes another name while the application uses the old one. */
final class RenameTable implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("rename-table", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME")
                .text(
                        "The running version still uses the old name and fails.",
                        "Make a view of the old name in the same transaction; a simple one can be written through.",
                        """
                    ALTER TABLE loan RENAME TO lending;
                    CREATE VIEW loan AS SELECT * FROM lending;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.actions().stream()
                .filter(action -> action.is(AlterAction.Kind.RENAME))
                .filter(action -> !statement.isMadeAgain("create or? replace? view", action.table()))
                .forEach(action -> findings.on(action.table(), action.table() + " loses its name"));
        statement
                .head("alter materialized? view if? exists?")
                .or(() -> statement.head("alter schema"))
                .filter(rest -> rest.afterName().begins("rename to"))
                .flatMap(Clause::name)
                .ifPresent(name -> findings.on(name, name + " loses its name"));
    }
}
