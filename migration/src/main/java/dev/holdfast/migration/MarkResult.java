package dev.holdfast.migration;

import java.util.function.Function;

/** What became of marking a migration as run. */
public sealed interface MarkResult {
    /**
     * What the case calls for.
     *
     * @param marked when it was marked
     * @param refused when it was not
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Marked, T> marked, Function<Refused, T> refused) {
        return this instanceof Marked it ? marked.apply(it) : refused.apply((Refused) this);
    }

    /**
     * It stands in the history as applied.
     *
     * @param version the version
     * @param evidence why it was believed
     */
    record Marked(String version, MarkEvidence evidence) implements MarkResult {}

    /**
     * Nothing was changed.
     *
     * @param message why, with what is missing and the next step
     */
    record Refused(String message) implements MarkResult {}
}
