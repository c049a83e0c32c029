package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** JSON that is kept as the text it came in. */
final class JsonText implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("json-type", Category.INCORRECT, "datatype-json.html")
                .text(
                        "json has no equality, so DISTINCT, GROUP BY and UNION fail on it; it is parsed anew at "
                                + "every access and takes duplicate keys.",
                        "Use jsonb.",
                        """
                    ALTER TABLE loan ADD COLUMN terms jsonb;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> type.name().equals("json"))
                .forEach(type -> findings.add(type.column() + " has no equality and is parsed at every access"));
    }
}
