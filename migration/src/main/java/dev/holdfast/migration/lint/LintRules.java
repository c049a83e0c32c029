package dev.holdfast.migration.lint;

import dev.holdfast.migration.lint.blocking.BlockingRules;
import dev.holdfast.migration.lint.breaking.BreakingRules;
import dev.holdfast.migration.lint.incorrect.IncorrectRules;
import dev.holdfast.migration.lint.insecure.InsecureRules;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.scanning.ScanningRules;
import dev.holdfast.migration.lint.script.ScriptRules;
import dev.holdfast.migration.lint.type.TypeRules;
import java.util.List;
import java.util.stream.Stream;

/** The ready rules. */
public final class LintRules {
    private LintRules() {}

    /**
     * All of them.
     *
     * @return by category, each id once
     */
    public static List<LintRule> all() {
        return Stream.of(
                        BlockingRules.all(),
                        ScanningRules.all(),
                        BreakingRules.all(),
                        IncorrectRules.all(),
                        ScriptRules.all(),
                        TypeRules.all(),
                        InsecureRules.all())
                .flatMap(List::stream)
                .toList();
    }
}
