package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;

/** An enum value that takes another name while the application uses the old one. */
final class EnumValueRenamed implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("enum-value-renamed", Category.BREAKING, "sql-altertype.html")
                .text(
                        "The running version writes and compares the old value, which is no longer one.",
                        "Add the new value, move the rows over, and leave the old one unused.",
                        """
                    ALTER TYPE loan_state ADD VALUE 'returned' AFTER 'closed';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Optional<Clause> type = statement.head("alter type");
        type.filter(rest -> rest.afterName().begins("rename value"))
                .flatMap(Clause::name)
                .ifPresent(name -> findings.add("a value of " + name + " takes another name"));
    }
}
