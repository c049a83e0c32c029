package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.Optional;

/** A table that is written anew to be tidied. */
final class WholeTableRewrite implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("vacuum-full", Category.BLOCKING, "routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY")
                .text(
                        "VACUUM FULL and CLUSTER write the table anew while everybody waits, and need its size once "
                                + "more on disk.",
                        "A plain VACUUM makes the space usable again and lets everybody go on.",
                        """
                    VACUUM (ANALYZE) loan;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Optional<Clause> vacuum = statement.head("vacuum");
        boolean full = vacuum.filter(
                        rest -> rest.begins("full") || rest.inside().has("full"))
                .isPresent();
        if (full) {
            Clause rest =
                    vacuum.get().begins("full") ? vacuum.get() : vacuum.get().afterBrackets();
            String table = rest.skip("full? freeze? verbose? analyze?").name().orElse("every table");
            findings.on(table, "all work on " + table + " waits while it is written anew");
        }
        statement
                .head("cluster verbose?")
                .ifPresent(rest -> findings.on(
                        rest.name().orElse(""), "all work on the table waits while it is written anew in order"));
    }
}
