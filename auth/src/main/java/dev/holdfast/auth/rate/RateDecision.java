package dev.holdfast.auth.rate;

import java.time.Duration;
import java.util.function.Function;

/** What a {@link RateLimit} says of a request. */
public sealed interface RateDecision {
    /**
     * The request may pass, and has been counted.
     *
     * @param remaining how many more may pass at this moment
     */
    record Allowed(long remaining) implements RateDecision {}

    /**
     * The request may not pass; refusing it cost the client nothing.
     *
     * @param retryAfter when the next may pass, if no other comes before it; longer than zero
     * @param cause why
     */
    record Limited(Duration retryAfter, Cause cause) implements RateDecision {}

    /** Why a request is refused. */
    enum Cause {
        /** The client has made too many: status 429. */
        SPENT,
        /** The shared state could not be asked, and the limit fails closed: status 503, and the log says why. */
        UNAVAILABLE
    }

    /**
     * The value for whichever case this is.
     *
     * @param allowed for a request that may pass
     * @param limited for one that may not
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<Allowed, T> allowed, Function<Limited, T> limited) {
        return this instanceof Allowed passes ? allowed.apply(passes) : limited.apply((Limited) this);
    }
}
