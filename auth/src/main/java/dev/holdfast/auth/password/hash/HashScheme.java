package dev.holdfast.auth.password.hash;

import dev.holdfast.core.Require;

/** A way to hash passwords, with its cost. */
public sealed interface HashScheme {
    /**
     * The scheme and its cost in words, such as {@code argon2id m=19456,t=2,p=1}.
     *
     * @return the name, without a secret
     */
    String label();

    /**
     * How much memory one hash takes.
     *
     * @return KiB; 0 for schemes that take next to none
     */
    default int memoryKib() {
        return 0;
    }

    /**
     * Argon2id, version 1.3 (RFC 9106).
     *
     * @param cost memory, passes and lanes
     */
    record Argon2id(Argon2Cost cost) implements HashScheme {
        @Override
        public String label() {
            return "argon2id m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism();
        }

        @Override
        public int memoryKib() {
            return cost.memoryKib();
        }
    }

    /**
     * bcrypt as {@code $2a$}, {@code $2b$} and {@code $2y$} mean it; verified, never made.
     *
     * <p>It reads no more than 72 bytes of a password.
     *
     * @param cost the logarithm of the number of rounds, 4 to 16
     */
    record Bcrypt(int cost) implements HashScheme {
        /** How many bytes of a password bcrypt reads. */
        public static final int MAX_BYTES = 72;

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException when the cost is out of bounds
         */
        public Bcrypt {
            Require.between("cost", cost, 4, 16);
        }

        @Override
        public String label() {
            return "bcrypt " + cost;
        }
    }

    /**
     * PBKDF2 (RFC 8018 §5.2); verified, never made.
     *
     * @param prf the pseudo-random function
     * @param iterations 1 to 10 million
     */
    record Pbkdf2(Prf prf, int iterations) implements HashScheme {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException when the iterations are out of bounds
         */
        public Pbkdf2 {
            Require.between("iterations", iterations, 1, 10_000_000);
        }

        @Override
        public String label() {
            return "pbkdf2-" + prf.word() + " i=" + iterations;
        }
    }

    /** The pseudo-random function of PBKDF2. */
    enum Prf {
        /** HMAC-SHA-1. */
        SHA1("sha1", 20),
        /** HMAC-SHA-256. */
        SHA256("sha256", 32),
        /** HMAC-SHA-512. */
        SHA512("sha512", 64);

        private final String word;
        private final int bytes;

        Prf(String word, int bytes) {
            this.word = word;
            this.bytes = bytes;
        }

        String word() {
            return word;
        }

        int bytes() {
            return bytes;
        }
    }
}
