package dev.holdfast.migration.rehearse.live;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * The explicit allowance to rehearse on the live database: how big a table may be that a statement reads or writes as a
 * whole, and how long others may be made to wait.
 *
 * @param maxRows the most rows, by the planner's own estimate; 0 for empty tables alone
 * @param maxBytes the most bytes
 * @param lockTimeout how long a statement may queue for a lock, with everybody behind it; 10 ms to 10 seconds
 * @param statementTimeout how long a statement may run, with its locks held; 100 ms to 5 minutes
 */
public record LiveAllowance(long maxRows, long maxBytes, Duration lockTimeout, Duration statementTimeout) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a value is outside them
     */
    public LiveAllowance {
        if (maxRows < 0 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "maxRows and maxBytes must not be negative, got " + maxRows + " and " + maxBytes);
        }
        Require.between("lockTimeout", lockTimeout, Duration.ofMillis(10), Duration.ofSeconds(10));
        Require.between("statementTimeout", statementTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
    }

    /**
     * Tables up to a size, with half a second for a lock and ten seconds for a statement.
     *
     * @param maxRows the most rows
     * @param maxBytes the most bytes
     * @return the allowance
     */
    public static LiveAllowance upTo(long maxRows, long maxBytes) {
        return new LiveAllowance(maxRows, maxBytes, Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    /**
     * The same with another patience for locks.
     *
     * @param timeout how long a statement may queue
     * @return the allowance
     */
    public LiveAllowance withLockTimeout(Duration timeout) {
        return new LiveAllowance(maxRows, maxBytes, timeout, statementTimeout);
    }

    /**
     * The same with another patience for statements.
     *
     * @param timeout how long a statement may run
     * @return the allowance
     */
    public LiveAllowance withStatementTimeout(Duration timeout) {
        return new LiveAllowance(maxRows, maxBytes, lockTimeout, timeout);
    }
}
