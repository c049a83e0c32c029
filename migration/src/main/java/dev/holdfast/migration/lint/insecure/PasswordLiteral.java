package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;

/** A password in a script. */
final class PasswordLiteral implements LintRule {
    private static final String VERIFIER = "'SCRAM-SHA-256$";

    @Override
    public RuleDescription description() {
        return RuleDescription.of("password-literal", Category.INSECURE, "sql-createrole.html")
                .text(
                        "The password is in the repository, in the history of whoever has a clone, and in the "
                                + "server's log when the statement fails.",
                        "Set it outside of migrations, or give a SCRAM verifier that was made on the client.",
                        """
                    CREATE ROLE lint_clerk LOGIN;
                    ALTER ROLE lint_clerk PASSWORD NULL;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Clause clause = statement.clause();
        boolean role = clause.begins("create|alter role|user|group");
        boolean literal = role && isSecret(clause.afterAnywhere("password"));
        boolean connection = clause.begins("create|alter subscription")
                && clause.after("connection").tokens().stream()
                        .limit(1)
                        .anyMatch(token -> token.text().contains("password="));
        if (literal || connection) {
            findings.add("a password is written in the script");
        }
    }

    private static boolean isSecret(Clause value) {
        return !value.isEmpty()
                && value.tokens().get(0).kind() == SqlToken.Kind.STRING
                && !value.tokens().get(0).text().startsWith(VERIFIER);
    }
}
