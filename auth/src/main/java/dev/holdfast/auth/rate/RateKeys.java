package dev.holdfast.auth.rate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes keys of one bounded length of whatever text a request brings. */
final class RateKeys {
    /** As long as the hash of a longer key is. */
    private static final int MAX_LENGTH = 64;

    private static final char SEPARATOR = ':';

    private RateKeys() {}

    /** The key as it is when short, else the hash of it, so that nobody fills the memory with a few long ones. */
    static String of(String key) {
        return key.length() <= MAX_LENGTH ? key : hash(key);
    }

    /** A row's key: the policy's name and the key's hash, so that no login name or address stands there in clear. */
    static String of(RatePolicy policy, String key) {
        return policy.name() + SEPARATOR + hash(key);
    }

    private static String hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
