package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A wait for locks that never ends. */
final class LockTimeoutDisabled implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "lock-timeout-disabled", Category.BLOCKING, "runtime-config-client.html#GUC-LOCK-TIMEOUT")
                .text(
                        "Without a lock time-out a statement that waits behind one long query makes everybody "
                                + "behind it wait as well.",
                        "Leave the time-out that the run has set, or set another one.",
                        """
                    SET LOCAL lock_timeout = '10s';
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        boolean reset = statement.clause().begins("reset lock_timeout");
        boolean off = statement
                .head("set session|local? lock_timeout")
                .filter(rest ->
                        rest.hasToken("0") || rest.hasToken("'0'") || rest.hasToken("'0s'") || rest.has("default"))
                .isPresent();
        if (reset || off) {
            findings.add("lock_timeout is switched off for what follows");
        }
    }
}
