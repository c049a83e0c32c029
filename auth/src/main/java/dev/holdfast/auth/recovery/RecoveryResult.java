package dev.holdfast.auth.recovery;

import java.util.function.Function;
import java.util.function.Supplier;

/** What came of a recovery code that somebody entered. */
public sealed interface RecoveryResult {
    /**
     * The code proves the user, once the caller's transaction commits; it is used up.
     *
     * @param remaining how many the user has left
     */
    record Accepted(int remaining) implements RecoveryResult {}

    /**
     * The code proves nothing.
     *
     * @param reason why; for the audit record, never for the response
     */
    record Rejected(Reason reason) implements RecoveryResult {}

    /**
     * The caller's transaction met a serialisation conflict before anything was decided, and can run nothing more: the
     * host retries it. The attempt stays counted.
     */
    record Conflict() implements RecoveryResult {}

    /** Why a code was rejected. */
    enum Reason {
        /** The user has no such code, or had it before the codes were replaced. */
        WRONG,
        /** It was right, and was used before. */
        REPLAYED,
        /** No code can be written so; such a text costs no attempt. */
        MALFORMED,
        /** The budget of attempts is spent, or too many are being made at this moment; the code was not checked. */
        TOO_MANY_ATTEMPTS,
        /** The user has no codes. */
        NOT_ENROLLED
    }

    /**
     * The value for whichever case this is.
     *
     * @param accepted for an accepted code
     * @param rejected for a rejected one
     * @param conflict for a transaction to retry
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<Accepted, T> accepted, Function<Reason, T> rejected, Supplier<T> conflict) {
        if (this instanceof Accepted done) {
            return accepted.apply(done);
        }
        return this instanceof Rejected refused ? rejected.apply(refused.reason()) : conflict.get();
    }
}
