package dev.holdfast.core.architecture;

import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One rule of the house.
 *
 * @param id one word, as an allow-list names it
 * @param demand the rule in words
 * @param finder finds the places where it is broken
 */
public record ArchitectureRule(String id, String demand, Function<Codebase, Stream<Violation>> finder) {
    /**
     * The places where a module breaks the rule, each once.
     *
     * @param codebase the module's classes
     * @return the violations
     */
    public Stream<Violation> violations(Codebase codebase) {
        return finder.apply(codebase).distinct();
    }
}
