package dev.holdfast.auth.stepup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of an act's canonical payload: a token issued for one payload is worth nothing for another.
 *
 * <p>The fields are taken in the order of their names, each name and value with its length, so that no two payloads give
 * the same bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record PayloadDigest(String hex) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException when it is not 64 lower-case hexadecimal digits
     */
    public PayloadDigest {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("payload digest must be 64 lower-case hexadecimal digits");
        }
    }

    /**
     * The digest of named values.
     *
     * @param payload what the act does: amount, target, new value
     * @return the digest
     */
    public static PayloadDigest of(Map<String, String> payload) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(payload).forEach((name, value) -> {
                update(sha256, name);
                update(sha256, value);
            });
            return new PayloadDigest(HexFormat.of().formatHex(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM must offer SHA-256", e);
        }
    }

    /**
     * The digest of an act without payload.
     *
     * @return the digest of no fields
     */
    public static PayloadDigest none() {
        return of(Map.of());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
