package dev.holdfast.auth.password;

import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What became of a change of password. */
public sealed interface ChangeResult {
    /**
     * The new password counts from the commit on.
     *
     * @param revoked how many credentials the user held that are revoked now
     */
    record Changed(int revoked) implements ChangeResult {}

    /** Another change came first: what was prepared was held against a password that is no longer the present one. */
    record Superseded() implements ChangeResult {}

    /** There is no such user, or no longer. */
    record NoSuchUser() implements ChangeResult {}

    /** The transaction met a serialisation conflict: nothing was decided, the host retries its transaction. */
    record Conflict() implements ChangeResult {}

    /**
     * Makes one value of any result.
     *
     * @param changed takes how many credentials are revoked
     * @param refused when another change came first, or there is no such user: the user starts over
     * @param conflict when the transaction has to be retried
     * @param <T> the value's type
     * @return the value
     */
    default <T> T fold(IntFunction<T> changed, Supplier<T> refused, Supplier<T> conflict) {
        if (this instanceof Changed done) {
            return changed.apply(done.revoked());
        }
        return this instanceof Conflict ? conflict.get() : refused.get();
    }
}
