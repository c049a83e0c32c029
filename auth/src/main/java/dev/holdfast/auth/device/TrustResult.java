package dev.holdfast.auth.device;

import dev.holdfast.core.secret.Secret;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of trusting a device; nothing refuses it. */
public sealed interface TrustResult {
    /**
     * The device is trusted, once the caller's transaction commits.
     *
     * @param deviceId its id
     * @param token for the device's cookie, after the commit: HttpOnly, Secure, SameSite; prints as nothing
     * @param expiresAt when it is trusted no longer
     */
    record Issued(UUID deviceId, Secret token, Instant expiresAt) implements TrustResult {}

    /** The caller's transaction met a serialisation conflict and can run nothing more: the host retries it. */
    record Conflict() implements TrustResult {}

    /**
     * The value for whichever case this is.
     *
     * @param issued for a device that is trusted
     * @param conflict for a transaction to retry
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(Function<Issued, T> issued, Supplier<T> conflict) {
        return this instanceof Issued done ? issued.apply(done) : conflict.get();
    }
}
