package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;

/** Data that goes through the server's files or programs. */
final class ServerProgram implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("server-program", Category.INSECURE, "sql-copy.html")
                .text(
                        "COPY with PROGRAM runs a shell command as the server's account, with a file name it reads "
                                + "or writes that account's files.",
                        "Send the rows through the client with STDIN or STDOUT.",
                        """
                    COPY loan (note) TO STDOUT;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("copy")
                .map(rest -> Clause.of(rest.tokens().stream().skip(1).toList()))
                .filter(rest -> rest.has("program") || isFile(rest.after("from")) || isFile(rest.after("to")))
                .ifPresent(rest -> findings.add("the server's own files or programs are used"));
    }

    private static boolean isFile(Clause where) {
        return !where.isEmpty() && where.tokens().get(0).kind() == SqlToken.Kind.STRING;
    }
}
