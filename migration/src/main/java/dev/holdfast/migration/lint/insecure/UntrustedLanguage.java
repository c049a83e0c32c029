package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;
import java.util.Set;

/** Code that runs with the rights of the server's process. */
final class UntrustedLanguage implements LintRule {
    private static final Set<String> UNTRUSTED =
            Set.of("plpython3u", "plpython2u", "plpythonu", "plperlu", "pltclu", "plsh", "c", "file_fdw", "adminpack");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("untrusted-language", Category.INSECURE, "plpython.html")
                .text(
                        "An untrusted language has no limits: its functions read and write whatever the server's "
                                + "account can.",
                        "Use SQL or PL/pgSQL, or do it in the application.",
                        """
                    CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Clause clause = statement.clause();
        Optional<String> language = clause.begins("create or? replace? function|procedure") || clause.begins("do")
                ? clause.after("language").name()
                : Optional.empty();
        Optional<String> extension =
                statement.head("create extension if? not? exists?").flatMap(Clause::name);
        language.or(() -> extension)
                .filter(UNTRUSTED::contains)
                .ifPresent(name -> findings.add(name + " has no limits within the server's account"));
    }
}
