package dev.holdfast.audit.seal;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How much is sealed at once, and how long the log may go unsealed.
 *
 * @param batchSize the most events of one transaction, 1 to 100,000; default 10,000
 * @param overdueAfter the age of the newest checkpoint from which the log counts as unsealed, 1 s to 7 days; default
 *     10 minutes. Choose several times the interval at which the host seals
 */
public record SealPolicy(int batchSize, Duration overdueAfter) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public SealPolicy {
        Require.between("batchSize", batchSize, 1, 100_000);
        Require.between("overdueAfter", overdueAfter, Duration.ofSeconds(1), Duration.ofDays(7));
    }

    /**
     * 10,000 events a transaction, overdue after 10 minutes.
     *
     * @return the default policy
     */
    public static SealPolicy defaults() {
        return new SealPolicy(10_000, Duration.ofMinutes(10));
    }

    /**
     * The same with other batches.
     *
     * @param events the most events of one transaction
     * @return the policy
     */
    public SealPolicy withBatchSize(int events) {
        return new SealPolicy(events, overdueAfter);
    }

    /**
     * The same with more or less patience.
     *
     * @param age the age of the newest checkpoint from which the log counts as unsealed
     * @return the policy
     */
    public SealPolicy withOverdueAfter(Duration age) {
        return new SealPolicy(batchSize, age);
    }
}
