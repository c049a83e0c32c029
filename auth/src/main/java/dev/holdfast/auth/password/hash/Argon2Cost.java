package dev.holdfast.auth.password.hash;

import dev.holdfast.core.Require;

/**
 * What one Argon2id hash costs (RFC 9106 §3.1).
 *
 * @param memoryKib memory in KiB, 8 to 1048576
 * @param iterations passes over the memory, 1 to 64
 * @param parallelism lanes of the function, 1 to 16; computed one after the other, so more than one only serves hashes
 *     made elsewhere
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds, or the memory is less than 8 KiB a lane
     */
    public Argon2Cost {
        Require.between("parallelism", parallelism, 1, 16);
        Require.between("memoryKib", memoryKib, 8 * parallelism, 1024 * 1024);
        Require.between("iterations", iterations, 1, 64);
    }

    /**
     * 19 MiB and two passes: the second of the equally strong choices of the OWASP Password Storage Cheat Sheet.
     *
     * @return the default cost
     */
    public static Argon2Cost defaults() {
        return new Argon2Cost(19 * 1024, 2, 1);
    }

    /**
     * 46 MiB and one pass: the first of the same choices, for hosts with memory to spare.
     *
     * @return the high cost
     */
    public static Argon2Cost high() {
        return new Argon2Cost(46 * 1024, 1, 1);
    }
}
