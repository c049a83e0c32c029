package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Set;

/** Access to the server's files and programs, or to all data. */
final class ServerAccessRole implements LintRule {
    private static final Set<String> POWERFUL = Set.of(
            "pg_execute_server_program",
            "pg_read_server_files",
            "pg_write_server_files",
            "pg_read_all_data",
            "pg_write_all_data");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("server-access-role", Category.INSECURE, "predefined-roles.html")
                .text(
                        "Whoever may read or write the server's files, or run programs there, can make himself "
                                + "superuser.",
                        "Grant the tables that are needed; load files through the client with COPY … FROM STDIN.",
                        """
                    CREATE ROLE lint_loader;
                    GRANT INSERT ON loan TO lint_loader;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("grant")
                .ifPresent(rest -> rest.before("to").list().stream()
                        .flatMap(role -> role.name().stream())
                        .filter(POWERFUL::contains)
                        .forEach(role -> findings.add(role + " reaches beyond the database's own grants")));
    }
}
