package dev.holdfast.audit.partition;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How far ahead the log's months are made, and how long that may wait for a lock.
 *
 * @param monthsAhead months after the present one, 2 to 24; default 3
 * @param lockTimeout the longest wait for each lock, 10 ms to 1 minute; default 5 s
 */
public record PartitionPolicy(int monthsAhead, Duration lockTimeout) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public PartitionPolicy {
        Require.between("monthsAhead", monthsAhead, 2, 24);
        Require.between("lockTimeout", lockTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    }

    /**
     * Three months ahead, five seconds a lock.
     *
     * @return the default policy
     */
    public static PartitionPolicy defaults() {
        return new PartitionPolicy(3, Duration.ofSeconds(5));
    }

    /**
     * The same with more or fewer months.
     *
     * @param months months after the present one
     * @return the policy
     */
    public PartitionPolicy withMonthsAhead(int months) {
        return new PartitionPolicy(months, lockTimeout);
    }

    /**
     * The same with another wait.
     *
     * @param timeout the longest wait for each lock
     * @return the policy
     */
    public PartitionPolicy withLockTimeout(Duration timeout) {
        return new PartitionPolicy(monthsAhead, timeout);
    }
}
