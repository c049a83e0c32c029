package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Set;

/** A number from a sequence that the column does not own in full. */
final class SerialColumn implements LintRule {
    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("serial-column", Category.INCORRECT, "ddl-identity-columns.html")
                .text(
                        "serial is a default, not a property: inserts can overrule it unseen, the sequence needs "
                                + "grants of its own, and a copied table shares it.",
                        "Use bigint GENERATED ALWAYS AS IDENTITY.",
                        """
                    CREATE TABLE fine (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> SERIAL.contains(type.name()))
                .forEach(type -> findings.add(type.column() + " takes its numbers from a mere default"));
    }
}
