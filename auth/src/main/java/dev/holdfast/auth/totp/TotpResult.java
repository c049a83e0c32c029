package dev.holdfast.auth.totp;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a verification says of a code. */
public sealed interface TotpResult {
    /**
     * The code proves the user, once the caller's transaction commits; nobody can use it again.
     *
     * @param deviceId the device that showed it
     * @param step the time step it was used for
     */
    record Accepted(UUID deviceId, long step) implements TotpResult {}

    /**
     * The code proves nothing.
     *
     * @param reason why; for the audit record, never for the response
     */
    record Rejected(Reason reason) implements TotpResult {}

    /**
     * The caller's transaction met a serialisation conflict before anything was decided, and can run nothing more: the
     * host retries it. The attempt stays counted.
     */
    record Conflict() implements TotpResult {}

    /** Why a code was rejected. */
    enum Reason {
        /** No device of the user shows it now. */
        WRONG,
        /** It was right, and was used before. */
        REPLAYED,
        /** It is not 6 to 8 ASCII digits; such a text costs no attempt. */
        MALFORMED,
        /** The budget of attempts is spent, or too many are being made at this moment; the code was not checked. */
        TOO_MANY_ATTEMPTS,
        /** The user has no confirmed device. */
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
