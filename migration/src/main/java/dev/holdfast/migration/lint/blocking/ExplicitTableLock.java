package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Set;

/** A table that a script locks against writers by itself. */
final class ExplicitTableLock implements LintRule {
    /** The modes that conflict with ROW EXCLUSIVE, which every write takes. */
    private static final Set<String> STRONG = Set.of("share", "share row exclusive", "exclusive", "access exclusive");

    @Override
    public RuleDescription description() {
        return RuleDescription.of("explicit-lock", Category.BLOCKING, "explicit-locking.html#LOCKING-TABLES")
                .text(
                        "LOCK TABLE keeps writers, or everybody, waiting until the transaction ends.",
                        "Leave locking to the statements that need it, lock the rows instead, or take a mode that "
                                + "lets writers go on.",
                        """
                    SELECT id FROM loan WHERE returned_at IS NULL FOR UPDATE;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("lock table?")
                .filter(rest -> !rest.has("in")
                        || STRONG.contains(rest.after("in").before("mode").words()))
                .ifPresent(rest -> rest.before("in").list().stream()
                        .flatMap(table -> table.skip("only").name().stream())
                        .forEach(table ->
                                findings.on(table, "writers of " + table + " wait until the transaction ends")));
    }
}
