package dev.holdfast.auth.password;

import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.core.Require;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of passwords.
 *
 * <p>There is no setting for periodic expiry: NIST SP 800-63B-4 §3.1.1.2 forbids it, since people answer it with weaker
 * passwords. A password that may be known to others is marked ({@link PasswordChanges#requireChange}).
 *
 * @param cost what new hashes cost; hashes of another cost are made anew at the next login
 * @param expected other schemes that hashes of this host may still have. Every verification computes one hash of each, for
 *     known and unknown users alike: name those that {@link PasswordJobs#census()} still finds, and no others
 * @param history how many earlier passwords are refused beside the present one, 0 to 24
 */
public record PasswordPolicy(Argon2Cost cost, List<HashScheme> expected, int history) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when the history is out of bounds, or more than 4 schemes are expected
     */
    public PasswordPolicy {
        expected = List.copyOf(new LinkedHashSet<>(expected));
        Require.between("history", history, 0, 24);
        Require.between("number of expected schemes", expected.size(), 0, 4);
    }

    /**
     * Argon2id of 19 MiB and two passes, nothing taken over, a history of 12.
     *
     * @return the default policy
     */
    public static PasswordPolicy defaults() {
        return new PasswordPolicy(Argon2Cost.defaults(), List.of(), 12);
    }

    /**
     * The same with another cost of new hashes.
     *
     * @param value such as {@link Argon2Cost#high()}
     * @return the policy
     */
    public PasswordPolicy withCost(Argon2Cost value) {
        return new PasswordPolicy(value, expected, history);
    }

    /**
     * The same for a host whose hashes are taken over.
     *
     * @param schemes what its hashes have, such as {@code new HashScheme.Bcrypt(12)}
     * @return the policy
     */
    public PasswordPolicy withExpected(HashScheme... schemes) {
        return new PasswordPolicy(cost, List.of(schemes), history);
    }

    /**
     * The same with another history.
     *
     * @param value 0 to 24
     * @return the policy
     */
    public PasswordPolicy withHistory(int value) {
        return new PasswordPolicy(cost, expected, value);
    }

    /**
     * The memory of the dearest hash, for the limits of the pool.
     *
     * @return KiB
     */
    public int memoryKib() {
        return slots().stream().mapToInt(HashScheme::memoryKib).max().orElse(0);
    }

    HashScheme current() {
        return new HashScheme.Argon2id(cost);
    }

    /** What every verification computes: one hash of each. */
    Set<HashScheme> slots() {
        Set<HashScheme> slots = new LinkedHashSet<>(List.of(current()));
        slots.addAll(expected);
        return slots;
    }
}
