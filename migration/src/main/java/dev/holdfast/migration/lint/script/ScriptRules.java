package dev.holdfast.migration.lint.script;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class ScriptRules {
    private ScriptRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new TransactionControl(),
                new OpenTransaction(),
                new RefusesTransaction(),
                new ConcurrentlyIfNotExists(),
                new EnumValueBeforeCommit(),
                new EnumValueWithoutPlace(),
                new SettingOutlivesScript());
    }
}
