package dev.holdfast.auth.login.factor;

import dev.holdfast.auth.stepup.FactorResult;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a second factor says of a response. */
public sealed interface SecondFactorResult {
    /**
     * The response proves the user, once the transaction commits.
     *
     * @param left how many more such responses the user has, where they are used up; else empty
     */
    record Accepted(OptionalInt left) implements SecondFactorResult {}

    /**
     * The response proves nothing.
     *
     * @param reason why; for the audit record, never for the response
     */
    record Rejected(FactorResult.Reason reason) implements SecondFactorResult {}

    /** The transaction met a serialisation conflict before anything was decided, and can run nothing more. */
    record Conflict() implements SecondFactorResult {}

    /**
     * The value for whichever case this is.
     *
     * @param accepted for an accepted response
     * @param rejected for a rejected one
     * @param conflict for a transaction to retry
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(
            Function<Accepted, T> accepted, Function<FactorResult.Reason, T> rejected, Supplier<T> conflict) {
        if (this instanceof Accepted done) {
            return accepted.apply(done);
        }
        return this instanceof Rejected refused ? rejected.apply(refused.reason()) : conflict.get();
    }
}
