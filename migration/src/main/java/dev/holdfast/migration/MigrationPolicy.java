package dev.holdfast.migration;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How patient migrations are.
 *
 * @param lockTimeout how long a statement of a migration may wait for a table's lock before it gives up, instead of
 *     queueing everybody behind it; 100 ms to 10 minutes
 * @param migratorWait how long to wait for another migrator to finish; 100 ms to 1 hour
 */
public record MigrationPolicy(Duration lockTimeout, Duration migratorWait) {
    private static final Duration LEAST = Duration.ofMillis(100);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a duration is outside them
     */
    public MigrationPolicy {
        Require.between("lockTimeout", lockTimeout, LEAST, Duration.ofMinutes(10));
        Require.between("migratorWait", migratorWait, LEAST, Duration.ofHours(1));
    }

    /**
     * Five seconds for a lock, two minutes for another migrator.
     *
     * @return the default policy
     */
    public static MigrationPolicy defaults() {
        return new MigrationPolicy(Duration.ofSeconds(5), Duration.ofMinutes(2));
    }

    /**
     * The same with another patience for locks.
     *
     * @param timeout how long a statement may wait
     * @return the policy
     */
    public MigrationPolicy withLockTimeout(Duration timeout) {
        return new MigrationPolicy(timeout, migratorWait);
    }

    /**
     * The same with another patience for other migrators.
     *
     * @param wait how long to wait for one
     * @return the policy
     */
    public MigrationPolicy withMigratorWait(Duration wait) {
        return new MigrationPolicy(lockTimeout, wait);
    }
}
