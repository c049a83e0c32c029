package dev.holdfast.auth.throttle;

import java.time.Duration;
import java.util.function.Function;

/** Whether an attempt may be checked. Which bucket refused it is in the audit event only. */
public sealed interface ThrottleDecision {
    /**
     * It is counted, as if it had failed already, and may be checked.
     *
     * @param ticket for {@link LoginThrottle#succeeded}
     * @param place what is known of the place; a hint for the audit log and for step-up, never a refusal
     */
    record Allowed(Ticket ticket, Place place) implements ThrottleDecision {}

    /**
     * It must not be checked; nothing was counted.
     *
     * @param retryAfter when to try again, in whole seconds, at least one; the same kind of value for every bucket and for
     *     accounts that do not exist
     */
    record Refused(Duration retryAfter) implements ThrottleDecision {
        /**
         * A wait as an answer gives it: rounded up, so that whoever keeps to it is not refused again.
         *
         * @param wait how long
         * @return whole seconds, at least one
         */
        public static Duration inWholeSeconds(Duration wait) {
            long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
            return Duration.ofSeconds(Math.max(seconds, 1));
        }
    }

    /**
     * What one allowed attempt took from the buckets, for the throttle that made it. Lives as long as the request, and is
     * good for once.
     */
    interface Ticket {}

    /** What the account's former logins tell of a country. */
    enum Place {
        /** The key named no country. */
        NOT_GIVEN,
        /** The account never logged in from anywhere known. */
        FIRST,
        /** It logged in from there before. */
        KNOWN,
        /** It logged in before, but not from there. */
        NEW
    }

    /**
     * The value for whichever case this is.
     *
     * @param allowed for an attempt that may be checked
     * @param refused for one that must not be
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<Allowed, T> allowed, Function<Duration, T> refused) {
        return this instanceof Allowed may ? allowed.apply(may) : refused.apply(((Refused) this).retryAfter());
    }
}
