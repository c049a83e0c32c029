package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** An object that moves to another schema while the application looks in the old one. */
final class MoveToSchema implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "move-to-schema", Category.BREAKING, "sql-altertable.html#SQL-ALTERTABLE-DESC-SET-SCHEMA")
                .text(
                        "The running version looks for it where it was and fails, unless its search path holds the "
                                + "new schema.",
                        "Put the new schema on the search path of the running version first, or leave a view in the "
                                + "old one.",
                        """
                    CREATE SCHEMA archive_of_loans;
                    CREATE VIEW archive_of_loans.loan AS SELECT * FROM loan;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("alter table|view|function|procedure|type|domain|sequence if? exists?")
                .filter(rest -> rest.has("set schema"))
                .flatMap(rest -> rest.skip("only").name())
                .ifPresent(name -> findings.on(name, name + " moves to another schema"));
    }
}
