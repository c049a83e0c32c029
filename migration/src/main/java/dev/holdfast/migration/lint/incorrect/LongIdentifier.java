package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;
import java.nio.charset.StandardCharsets;

/** A name that PostgreSQL cuts. */
final class LongIdentifier implements LintRule {
    /** NAMEDATALEN - 1. */
    private static final int MAX_BYTES = 63;
    /** Even of four-byte characters, so many make up the bytes. */
    private static final int SHOWN = 8;

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "identifier-too-long", Category.INCORRECT, "sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS")
                .text(
                        "Names are cut to 63 bytes with no more than a notice; two long names can become one, and "
                                + "later scripts miss the cut one.",
                        "Give it a name of at most 63 bytes.",
                        """
                    ALTER TABLE loan RENAME CONSTRAINT loan_pkey TO loan_key;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.clause().tokens().stream()
                .filter(SqlToken::isName)
                .map(token -> token.text().replace("\"", ""))
                .filter(name -> name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES)
                .distinct()
                .forEach(name ->
                        findings.add("the name that begins with " + name.substring(0, SHOWN) + " is cut to 63 bytes"));
    }
}
