package dev.holdfast.auth.password.hash;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hash of a password, as it is compared with. Prints only its scheme.
 *
 * @param scheme how it was made
 * @param salt the salt; copied in and out
 * @param digest what came out; copied in and out
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record PasswordHash(HashScheme scheme, byte[] salt, byte[] digest) {
    private static final int SALT_BYTES = 16;
    private static final int DIGEST_BYTES = 32;

    /** Copies the bytes. */
    public PasswordHash {
        salt = salt.clone();
        digest = digest.clone();
    }

    /**
     * Reads a stored hash: PHC strings of {@code argon2id} and {@code pbkdf2-sha1|sha256|sha512} (passlib's form
     * included), Django's {@code pbkdf2_sha1|sha256|sha512$…}, bcrypt's {@code $2a$ $2b$ $2y$}; each also behind Spring
     * Security's {@code {id}}.
     *
     * @param text the stored text
     * @return the hash; empty when the text is none of these, or asks for more than the bounds of its scheme
     */
    public static Optional<PasswordHash> parse(String text) {
        return HashText.parse(text);
    }

    /**
     * Makes a hash with a new salt.
     *
     * @param lane computes it
     * @param scheme how; 32 bytes come out of Argon2id and PBKDF2
     * @param password the bytes to hash
     * @param random where the salt comes from
     * @return the hash
     */
    public static PasswordHash make(HashingLane lane, HashScheme scheme, byte[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        int length = scheme instanceof HashScheme.Pbkdf2 pbkdf2 ? pbkdf2.prf().bytes() : DIGEST_BYTES;
        return new PasswordHash(scheme, salt, lane.digest(scheme, password, salt, length));
    }

    /**
     * Whether a password gives this hash; compared in constant time.
     *
     * @param lane computes it
     * @param password the bytes to hash
     * @return true when it does
     */
    public boolean matches(HashingLane lane, byte[] password) {
        return MessageDigest.isEqual(digest, lane.digest(scheme, password, salt, digest.length));
    }

    /**
     * The hash as text to store: a PHC string, or bcrypt's own form.
     *
     * @return the text, which {@link #parse} reads
     */
    public String text() {
        return HashText.format(this);
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PasswordHash that
                && scheme.equals(that.scheme)
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return scheme.hashCode();
    }

    @Override
    public String toString() {
        return "PasswordHash[" + scheme.label() + "]";
    }
}
