package dev.holdfast.auth.totp.code;

import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;

/**
 * The secret an authenticator shares with a verifier: it prints as nothing, compares in constant time, and gives its
 * base32 form only by a verb that can be searched for.
 *
 * @param value the bytes, {@value #MIN_BYTES} to {@value #MAX_BYTES} of them
 */
public record TotpSecret(Secret value) {
    /** RFC 4226 §4 R6: the secret must have at least 128 bits. */
    public static final int MIN_BYTES = 16;

    /** RFC 4226 §4 R6: 160 bits are recommended. */
    public static final int RECOMMENDED_BYTES = 20;

    /** The block of HMAC-SHA-256; what is longer than a block only gets hashed first. */
    public static final int MAX_BYTES = 64;

    // 64 bytes are 103 symbols; with a space after every fourth and padding it stays well below.
    private static final int MAX_TEXT = 200;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException when it is out of bounds
     */
    public TotpSecret {
        Require.between("bytes of a TOTP secret", value.length(), MIN_BYTES, MAX_BYTES);
    }

    /**
     * A new random secret.
     *
     * @param random the source
     * @param bytes how many
     * @return the secret
     * @throws IllegalArgumentException when {@code bytes} is out of bounds
     */
    public static TotpSecret random(SecureRandom random, int bytes) {
        return new TotpSecret(Secret.random(random, bytes));
    }

    /**
     * A secret from its base32 form, as people copy it: either letter case, spaces and padding allowed.
     *
     * @param base32 the text
     * @return the secret
     * @throws IllegalArgumentException when it is not base32, or too short or long; the message does not quote it
     */
    public static TotpSecret parse(String base32) {
        Require.between("characters of a base32 secret", base32.length(), 1, MAX_TEXT);
        byte[] bytes = Base32.decode(base32);
        Require.between("bytes of a TOTP secret", bytes.length, MIN_BYTES, MAX_BYTES);
        return new TotpSecret(Secret.of(bytes));
    }

    /**
     * The base32 form, upper case without padding: the caller sees to it that it goes to the user's screen only.
     *
     * @return the text to type into an authenticator app
     */
    public String exposeBase32() {
        return Base32.encode(value.exposeBytes());
    }

    @Override
    public String toString() {
        return "TotpSecret[redacted]";
    }
}
