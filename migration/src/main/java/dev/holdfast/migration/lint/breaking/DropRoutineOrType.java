package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A function or type that leaves while the application may still use it. */
final class DropRoutineOrType implements LintRule {
    private static final String MADE = "create or? replace? function|procedure|aggregate|type|domain|sequence";

    @Override
    public RuleDescription description() {
        return RuleDescription.of("drop-routine-or-type", Category.BREAKING, "sql-dropfunction.html")
                .text(
                        "The running version fails on every call of the function, or on every value of the type.",
                        "Change it with CREATE OR REPLACE, or give the new one another name and drop the old one a "
                                + "release later.",
                        """
                    CREATE OR REPLACE FUNCTION fee_of(days integer) RETURNS numeric LANGUAGE sql AS 'SELECT days * 0.6';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("drop function|procedure|routine|aggregate|type|domain|sequence if? exists?")
                .ifPresent(rest -> rest.list().stream()
                        .flatMap(object -> object.name().stream())
                        .filter(name -> !statement.isMadeAgain(MADE, name))
                        .forEach(name -> findings.add(name + " leaves")));
    }
}
