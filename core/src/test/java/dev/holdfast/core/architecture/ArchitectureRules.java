package dev.holdfast.core.architecture;

import java.util.List;
import java.util.stream.Stream;

/** The rules that every module keeps. */
public final class ArchitectureRules {
    private ArchitectureRules() {}

    /**
     * All rules.
     *
     * @return an unmodifiable list
     */
    public static List<ArchitectureRule> all() {
        return Stream.of(DependencyRules.all(), CallRules.all(), ShapeRules.all())
                .flatMap(List::stream)
                .toList();
    }
}
