package dev.holdfast.auth.password;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a password that was entered. */
public sealed interface PasswordResult {
    /**
     * It is the user's.
     *
     * @param mustChange whether the user has to choose another one before going on
     */
    record Verified(boolean mustChange) implements PasswordResult {}

    /** It is not, or there is no such user; the audit event says which, the response does not. */
    record Wrong() implements PasswordResult {}

    /**
     * Nothing was decided: too many passwords are being hashed. Answer 503 with {@code Retry-After}.
     *
     * @param retryAfter when to try again, at least a second
     */
    record Busy(Duration retryAfter) implements PasswordResult {}

    /**
     * Makes one value of any result.
     *
     * @param verified takes whether the password has to be changed
     * @param wrong for a refusal
     * @param busy takes when to try again
     * @param <T> the value's type
     * @return the value
     */
    default <T> T fold(Function<Boolean, T> verified, Supplier<T> wrong, Function<Duration, T> busy) {
        if (this instanceof Verified right) {
            return verified.apply(right.mustChange());
        }
        return this instanceof Busy later ? busy.apply(later.retryAfter()) : wrong.get();
    }
}
