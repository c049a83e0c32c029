package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;

/** A table made from a query, without keys and constraints. */
final class TableAsCopy implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("table-as-copy", Category.INCORRECT, "sql-createtableas.html")
                .text(
                        "CREATE TABLE AS takes over names and types only: no keys, constraints, defaults, indexes, "
                                + "identity or privileges.",
                        "Make the table with LIKE … INCLUDING ALL, then insert the rows.",
                        """
                    CREATE TABLE loan_copy (LIKE loan INCLUDING ALL);
                    INSERT INTO loan_copy OVERRIDING SYSTEM VALUE SELECT * FROM loan;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Optional<String> made =
                statement.createdTable().filter(table -> statement.clause().has("as"));
        Optional<String> into = statement
                .head("select")
                .map(rest -> rest.before("from").after("into"))
                .filter(rest -> !rest.begins("temporary|temp"))
                .flatMap(rest -> rest.skip("unlogged? table?").name());
        made.or(() -> into)
                .ifPresent(table -> findings.add(table + " has no key, constraint or default of its source"));
    }
}
