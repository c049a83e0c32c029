package dev.holdfast.auth.password.hash;

import dev.holdfast.auth.password.hash.HashScheme.Argon2id;
import dev.holdfast.auth.password.hash.HashScheme.Bcrypt;
import dev.holdfast.auth.password.hash.HashScheme.Pbkdf2;
import dev.holdfast.core.metric.Metrics;

/**
 * One place in a {@link HashingPool} where a hash is computed, with memory of its own that is used again.
 *
 * <p>Not thread-safe: it belongs to one caller at a time, and only while {@link HashingPool#tryRun} runs.
 */
public final class HashingLane {
    private final Metrics metrics;
    private final BouncyHashes bouncy;

    HashingLane(Metrics metrics, int memoryKib) {
        this.metrics = metrics;
        this.bouncy = new BouncyHashes(memoryKib);
    }

    /**
     * Computes a hash and counts it as {@code holdfast.password.hash}, labelled with its scheme.
     *
     * @param scheme how
     * @param password the bytes to hash; bcrypt reads the first 72
     * @param salt the salt
     * @param length how many bytes to give
     * @return the digest
     */
    byte[] digest(HashScheme scheme, byte[] password, byte[] salt, int length) {
        metrics.count("holdfast.password.hash", "scheme", scheme.label());
        if (scheme instanceof Argon2id argon2) {
            return bouncy.argon2id(argon2.cost(), password, salt, length);
        }
        if (scheme instanceof Bcrypt bcrypt) {
            return bouncy.bcrypt(bcrypt.cost(), password, salt);
        }
        return Pbkdf2Hashes.digest((Pbkdf2) scheme, password, salt, length);
    }
}
