package dev.holdfast.auth.device;

import dev.holdfast.core.secret.Secret;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a token says of the device that sent it. */
public sealed interface RecognitionResult {
    /**
     * The device is trusted, once the caller's transaction commits: the second factor need not be asked for.
     *
     * @param deviceId its id
     * @param token the successor, in the place of the token that was sent, after the commit; requests that run side by
     *     side get the same; prints as nothing
     * @param expiresAt when the device is trusted no longer; the same throughout its life
     */
    record Trusted(UUID deviceId, Secret token, Instant expiresAt) implements RecognitionResult {}

    /** The token says nothing: the second factor is asked for, and the cookie may be deleted. */
    record Unknown() implements RecognitionResult {}

    /**
     * The caller's transaction met a serialisation conflict before anything was decided, and can run nothing more: the
     * host retries it.
     */
    record Conflict() implements RecognitionResult {}

    /**
     * The value for whichever case this is.
     *
     * @param trusted for a trusted device
     * @param unknown for any other
     * @param conflict for a transaction to retry
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<Trusted, T> trusted, Supplier<T> unknown, Supplier<T> conflict) {
        if (this instanceof Trusted device) {
            return trusted.apply(device);
        }
        return this instanceof Unknown ? unknown.get() : conflict.get();
    }
}
