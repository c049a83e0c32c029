package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;

/** An enum value that sorts last because nobody said where. */
final class EnumValueWithoutPlace implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "enum-value-without-place", Category.INCORRECT, "datatype-enum.html#DATATYPE-ENUM-ORDERING")
                .text(
                        "Enum values compare in their order of declaration; a value without BEFORE or AFTER comes "
                                + "last, and cannot be moved.",
                        "Say where it belongs with BEFORE or AFTER.",
                        """
                    ALTER TYPE loan_state ADD VALUE 'lost' AFTER 'open';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Optional<Clause> type = statement.head("alter type");
        type.map(Clause::afterName)
                .flatMap(rest -> rest.head("add value"))
                .filter(rest -> !rest.has("before") && !rest.has("after"))
                .flatMap(rest -> type.flatMap(Clause::name))
                .ifPresent(name -> findings.add("the new value of " + name + " sorts last"));
    }
}
