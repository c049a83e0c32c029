package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Set;

/** A key that runs out of numbers. */
final class SmallPrimaryKey implements LintRule {
    private static final Set<String> SMALL =
            Set.of("int", "integer", "int4", "smallint", "int2", "serial", "serial4", "smallserial", "serial2");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("integer-primary-key", Category.INCORRECT, "datatype-numeric.html#DATATYPE-INT")
                .text(
                        "An integer key ends at 2,147,483,647; then every insert fails, and widening it writes the "
                                + "table anew under lock.",
                        "Use bigint from the start.",
                        """
                    CREATE TABLE fine (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> SMALL.contains(type.name()) && type.isKey())
                .forEach(type -> findings.add(type.column() + " is a key that runs out of numbers"));
    }
}
