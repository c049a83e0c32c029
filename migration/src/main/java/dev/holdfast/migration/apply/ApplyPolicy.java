package dev.holdfast.migration.apply;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How patient the executor is. A script's head may say otherwise for itself.
 *
 * @param lockTimeout how long a statement may wait for a lock before it gives up, instead of queueing everybody behind it;
 *     100 ms to 10 minutes
 * @param concurrentWait the same for a statement that blocks nobody while it waits, such as {@code CREATE INDEX
 *     CONCURRENTLY}; 100 ms to 24 hours
 * @param statementTimeout how long a statement may run; zero for as long as it takes, at most 7 days
 * @param attempts how often a migration is tried that lost against a lock or a deadlock; 1 to 100, every one of them with
 *     the time-out
 */
public record ApplyPolicy(Duration lockTimeout, Duration concurrentWait, Duration statementTimeout, int attempts) {
    private static final Duration LEAST = Duration.ofMillis(100);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a value is outside them
     */
    public ApplyPolicy {
        Require.between("lockTimeout", lockTimeout, LEAST, Duration.ofMinutes(10));
        Require.between("concurrentWait", concurrentWait, LEAST, Duration.ofHours(24));
        Require.between("statementTimeout", statementTimeout, Duration.ZERO, Duration.ofDays(7));
        Require.between("attempts", attempts, 1, 100);
    }

    /**
     * Five seconds for a lock, 15 minutes where waiting blocks nobody, no limit for a statement, three attempts.
     *
     * @return the default policy
     */
    public static ApplyPolicy defaults() {
        return new ApplyPolicy(Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ZERO, 3);
    }

    /**
     * The longest pause before the next attempt: it doubles from half the lock's time-out.
     *
     * @param attempt the number of the one that failed, from 1
     * @return at most 30 seconds
     */
    public Duration longestPauseAfter(int attempt) {
        Duration first = lockTimeout.dividedBy(2);
        Duration longest = Duration.ofSeconds(30);
        Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 16));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
