package dev.holdfast.migration;

import dev.holdfast.core.Require;
import dev.holdfast.migration.apply.ApplyPolicy;
import java.time.Duration;

/**
 * How patient migrations are. The head of a script may say otherwise for that script:
 * {@code -- holdfast: lock_timeout=2s statement_timeout=5min}.
 *
 * @param migratorWait how long to wait for another migrator to finish; 100 ms to 1 hour
 * @param apply how patient a migration's statements are
 */
public record MigrationPolicy(Duration migratorWait, ApplyPolicy apply) {
    private static final Duration LEAST = Duration.ofMillis(100);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a duration is outside them
     */
    public MigrationPolicy {
        Require.between("migratorWait", migratorWait, LEAST, Duration.ofHours(1));
    }

    /**
     * Two minutes for another migrator, five seconds for a lock, 15 minutes where waiting blocks nobody, no limit for a
     * statement, three attempts.
     *
     * @return the default policy
     */
    public static MigrationPolicy defaults() {
        return new MigrationPolicy(Duration.ofMinutes(2), ApplyPolicy.defaults());
    }

    /**
     * How long a statement may wait for a lock.
     *
     * @return the time-out
     */
    public Duration lockTimeout() {
        return apply.lockTimeout();
    }

    /**
     * The same with another patience for locks.
     *
     * @param timeout how long a statement of a migration may wait for a table's lock before it gives up, instead of
     *     queueing everybody behind it; 100 ms to 10 minutes
     * @return the policy
     */
    public MigrationPolicy withLockTimeout(Duration timeout) {
        return new MigrationPolicy(
                migratorWait,
                new ApplyPolicy(timeout, apply.concurrentWait(), apply.statementTimeout(), apply.attempts()));
    }

    /**
     * The same with another patience for what blocks nobody while it waits.
     *
     * @param wait how long a statement such as {@code CREATE INDEX CONCURRENTLY} may wait for other transactions; 100 ms
     *     to 24 hours
     * @return the policy
     */
    public MigrationPolicy withConcurrentWait(Duration wait) {
        return new MigrationPolicy(
                migratorWait, new ApplyPolicy(apply.lockTimeout(), wait, apply.statementTimeout(), apply.attempts()));
    }

    /**
     * The same with another limit for a statement.
     *
     * @param timeout how long a statement may run; zero for as long as it takes
     * @return the policy
     */
    public MigrationPolicy withStatementTimeout(Duration timeout) {
        return new MigrationPolicy(
                migratorWait, new ApplyPolicy(apply.lockTimeout(), apply.concurrentWait(), timeout, apply.attempts()));
    }

    /**
     * The same with another number of attempts.
     *
     * @param attempts how often a migration is tried that loses against a lock or a deadlock; 1 to 100
     * @return the policy
     */
    public MigrationPolicy withAttempts(int attempts) {
        return new MigrationPolicy(
                migratorWait,
                new ApplyPolicy(apply.lockTimeout(), apply.concurrentWait(), apply.statementTimeout(), attempts));
    }

    /**
     * The same with another patience for other migrators.
     *
     * @param wait how long to wait for one
     * @return the policy
     */
    public MigrationPolicy withMigratorWait(Duration wait) {
        return new MigrationPolicy(wait, apply);
    }
}
