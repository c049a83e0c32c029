package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A function with its owner's rights and its caller's search path. */
final class DefinerWithoutSearchPath implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "security-definer-without-search-path",
                        Category.INSECURE,
                        "sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY")
                .text(
                        "A caller who puts a schema of his own in front decides which tables and operators the "
                                + "owner's rights are used on.",
                        "Fix the search path in the function, with pg_temp last.",
                        """
                    CREATE FUNCTION loans() RETURNS bigint LANGUAGE sql SECURITY DEFINER
                        SET search_path = pg_catalog, pg_temp AS 'SELECT 1::bigint';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean routine = statement.clause().begins("create or? replace? function|procedure")
                || statement.clause().begins("alter function|procedure|routine");
        if (routine
                && statement.clause().has("security definer")
                && !statement.clause().has("set search_path")) {
            findings.add("the function runs with its owner's rights on its caller's search path");
        }
    }
}
