package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How long and how many keys of persons a node keeps at hand for writing.
 *
 * @param keyLifetime how long a key is kept after it was read; PT0S to PT1H, default PT5M. For so long after an erasure a
 *     node may go on to write under the destroyed key, what nobody can read; then the last copy of it is gone
 * @param maxKeys how many at most, 1 to 1,000,000; default 10,000 (about 3 MB)
 */
public record SubjectPolicy(Duration keyLifetime, int maxKeys) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when one is exceeded
     */
    public SubjectPolicy {
        Require.between("keyLifetime", keyLifetime, Duration.ZERO, Duration.ofHours(1));
        Require.between("maxKeys", maxKeys, 1, 1_000_000);
    }

    /**
     * The defaults.
     *
     * @return the usual policy
     */
    public static SubjectPolicy defaults() {
        return new SubjectPolicy(Duration.ofMinutes(5), 10_000);
    }

    /**
     * The same with keys kept for another time.
     *
     * @param value how long after they were read
     * @return the policy
     */
    public SubjectPolicy withKeyLifetime(Duration value) {
        return new SubjectPolicy(value, maxKeys);
    }

    /**
     * The same with another number of keys.
     *
     * @param value how many at most
     * @return the policy
     */
    public SubjectPolicy withMaxKeys(int value) {
        return new SubjectPolicy(keyLifetime, value);
    }
}
