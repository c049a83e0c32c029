package dev.holdfast.auth.recovery;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of generating recovery codes; nothing refuses it. */
public sealed interface GenerationResult {
    /**
     * The user's codes from the commit of the caller's transaction on; all earlier ones are worth nothing then.
     *
     * @param codes to be shown once, after the commit; print as nothing
     */
    record Generated(List<RecoveryCode> codes) implements GenerationResult {
        /** Copies the list. */
        public Generated {
            codes = List.copyOf(codes);
        }
    }

    /** The caller's transaction met a serialisation conflict and can run nothing more: the host retries it. */
    record Conflict() implements GenerationResult {}

    /**
     * The value for whichever case this is.
     *
     * @param generated for new codes
     * @param conflict for a transaction to retry
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<List<RecoveryCode>, T> generated, Supplier<T> conflict) {
        return this instanceof Generated made ? generated.apply(made.codes()) : conflict.get();
    }
}
