package dev.holdfast.auth.totp;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of a step of an enrolment.
 *
 * @param <S> what it gives when it was done
 */
public sealed interface EnrolmentResult<S> {
    /**
     * It was done, once the caller's transaction commits.
     *
     * @param value what it gives
     * @param <S> the value's type
     */
    record Done<S>(S value) implements EnrolmentResult<S> {}

    /**
     * It was refused; the transaction goes on.
     *
     * @param reason why; the user may be told, except where attempts are concerned
     * @param <S> the value's type
     */
    record Refused<S>(Reason reason) implements EnrolmentResult<S> {}

    /**
     * The caller's transaction met a serialisation conflict and can run nothing more: the host retries it.
     *
     * @param <S> the value's type
     */
    record Conflict<S>() implements EnrolmentResult<S> {}

    /** Why a step of an enrolment was refused. */
    enum Reason {
        /** The user has as many devices as the policy allows. */
        TOO_MANY_DEVICES,
        /** The user has no such device, or it is not at this step: confirmed or removed already, or replaced. */
        UNKNOWN_DEVICE,
        /** The enrolment was begun too long ago. */
        EXPIRED,
        /** The code is not the one that the new device shows now. */
        WRONG,
        /** The code is not 6 to 8 ASCII digits. */
        MALFORMED,
        /** The budget of attempts is spent; the code was not checked. */
        TOO_MANY_ATTEMPTS
    }

    /**
     * The value for whichever case this is.
     *
     * @param done for a step that was done
     * @param refused for one that was refused
     * @param conflict for a transaction to retry
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<S, T> done, Function<Reason, T> refused, Supplier<T> conflict) {
        if (this instanceof Done<S> success) {
            return done.apply(success.value());
        }
        return this instanceof Refused<S> refusal ? refused.apply(refusal.reason()) : conflict.get();
    }
}
