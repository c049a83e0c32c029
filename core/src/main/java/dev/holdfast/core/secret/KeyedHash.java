package dev.holdfast.core.secret;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under the keys of a ring: what is stored in place of a token.
 *
 * <p>A database that leaks gives nobody a token, nor a way to test guesses without the key. The key's id is stored
 * beside the hash. Thread-safe. Source: RFC 2104, FIPS 198-1.
 */
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final String purpose;
    private final Supplier<KeyRing> ring;

    private KeyedHash(String purpose, Supplier<KeyRing> ring) {
        this.purpose = purpose;
        this.ring = ring;
    }

    /**
     * Hashing for one purpose.
     *
     * @param purpose the ring's purpose
     * @param ring asked at each use
     * @return the hash
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public static KeyedHash of(String purpose, Supplier<KeyRing> ring) {
        KeyRing checked = ring.get().require(purpose);
        return new KeyedHash(checked.purpose(), ring);
    }

    /**
     * The hash under the active key, to be stored.
     *
     * @param value what to hash
     * @return hash and key id
     */
    public HashTag tag(Secret value) {
        return tag(ring().active(), value);
    }

    /**
     * The hash under every accepted key, to be looked up.
     *
     * @param value what to hash
     * @return one tag a key, the active key's first
     */
    public List<HashTag> candidates(Secret value) {
        return ring().accepting().stream().map(key -> tag(key, value)).toList();
    }

    private KeyRing ring() {
        return ring.get().require(purpose);
    }

    private static HashTag tag(Key key, Secret value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.material().exposeBytes(), ALGORITHM));
            return new HashTag(key.id(), mac.doFinal(value.exposeBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM must offer " + ALGORITHM, e);
        }
    }
}
