package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;

/** A rule of a domain that is checked in every table that uses it. */
final class DomainConstraint implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("domain-constraint-without-not-valid", Category.BLOCKING, "sql-alterdomain.html")
                .text(
                        "A new constraint of a domain reads every table with a column of that domain, and locks all "
                                + "of them.",
                        "Add it as NOT VALID and validate it in the next migration.",
                        """
                    ALTER DOMAIN isbn ADD CONSTRAINT isbn_length CHECK (length(VALUE) <= 17) NOT VALID;
                    -- next migration
                    ALTER DOMAIN isbn VALIDATE CONSTRAINT isbn_length;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Optional<Clause> domain = statement.head("alter domain");
        domain.map(Clause::afterName)
                .filter(rest -> rest.begins("set not null") || (rest.begins("add") && !rest.has("not valid")))
                .flatMap(rest -> domain.flatMap(Clause::name))
                .ifPresent(name -> findings.add("every table with a column of " + name + " is locked and read"));
    }
}
