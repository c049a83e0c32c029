package dev.holdfast.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A secret value: it prints as nothing, compares in constant time, and gives its bytes only by a verb that can be
 * searched for.
 *
 * <p>Immutable and thread-safe. Not serialisable.
 *
 * <p><em>Security note.</em> The JVM may copy the bytes while it moves objects; this type keeps secrets out of logs and
 * messages, not out of a memory dump.
 */
public final class Secret {
    private final byte[] value;

    private Secret(byte[] value) {
        if (value.length == 0) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.value = value;
    }

    /**
     * A secret from bytes, which are copied.
     *
     * @param bytes at least one byte
     * @return the secret
     * @throws IllegalArgumentException when empty
     */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /**
     * A secret from text, as UTF-8.
     *
     * @param text at least one character
     * @return the secret
     * @throws IllegalArgumentException when empty
     */
    public static Secret ofText(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A new random secret.
     *
     * @param random the source
     * @param bytes how many, at least 1
     * @return the secret
     * @throws IllegalArgumentException when {@code bytes} is less than 1
     */
    public static Secret random(SecureRandom random, int bytes) {
        byte[] value = new byte[Math.max(bytes, 0)];
        random.nextBytes(value);
        return new Secret(value);
    }

    /**
     * How many bytes the secret has.
     *
     * @return the length
     */
    public int length() {
        return value.length;
    }

    /**
     * The bytes themselves, copied: the caller sees to it that they go no further.
     *
     * @return the bytes
     */
    public byte[] exposeBytes() {
        return value.clone();
    }

    /**
     * The bytes read as UTF-8: the caller sees to it that the text goes no further.
     *
     * @return the text
     */
    public String exposeText() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Compares in time that depends on the lengths alone. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(value, that.value);
    }

    /** The same for all secrets: a hash of the bytes would tell something about them. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
