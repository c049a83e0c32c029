package dev.holdfast.auth.totp.code;

import java.util.Arrays;
import java.util.Optional;

/** The HMAC behind a code. Source: RFC 6238 §1.2. */
public enum TotpAlgorithm {
    /** HMAC-SHA-1: the one every authenticator app knows; its known weaknesses do not touch HMAC. */
    SHA1("HmacSHA1"),
    /** HMAC-SHA-256; several apps ignore it in the key URI and then show wrong codes. */
    SHA256("HmacSHA256"),
    /** HMAC-SHA-512; as for {@link #SHA256}. */
    SHA512("HmacSHA512");

    private final String hmac;

    TotpAlgorithm(String hmac) {
        this.hmac = hmac;
    }

    String hmac() {
        return hmac;
    }

    /** By the name in a key URI, where letter case does not matter. */
    static Optional<TotpAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
