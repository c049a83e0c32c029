package dev.holdfast.core.lock.retry;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How often a lost change is tried, and how long between.
 *
 * @param tries how often in all, the first included; 1 to 50, default 5
 * @param firstDelay the longest pause after the first try; it doubles after each; PT0S to PT10S, default PT0.01S
 * @param maxDelay the longest pause of all; from {@code firstDelay} to PT1M, default PT0.5S
 */
public record RetryPolicy(int tries, Duration firstDelay, Duration maxDelay) {
    private static final int MAX_TRIES = 50;
    private static final int MAX_DOUBLINGS = 30;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when one is exceeded
     */
    public RetryPolicy {
        Require.between("tries", tries, 1, MAX_TRIES);
        Require.between("firstDelay", firstDelay, Duration.ZERO, Duration.ofSeconds(10));
        Require.between("maxDelay", maxDelay, firstDelay, Duration.ofMinutes(1));
    }

    /**
     * Five tries, with pauses of up to 10, 20, 40 and 80 milliseconds between.
     *
     * @return the usual policy
     */
    public static RetryPolicy defaults() {
        return new RetryPolicy(5, Duration.ofMillis(10), Duration.ofMillis(500));
    }

    /**
     * The same with another number of tries.
     *
     * @param value how often in all
     * @return the policy
     */
    public RetryPolicy withTries(int value) {
        return new RetryPolicy(value, firstDelay, maxDelay);
    }

    /**
     * The same with other pauses.
     *
     * @param first the longest pause after the first try
     * @param max the longest pause of all
     * @return the policy
     */
    public RetryPolicy withDelays(Duration first, Duration max) {
        return new RetryPolicy(tries, first, max);
    }

    /** The longest pause after so many failed tries. */
    Duration longestPauseAfter(int failed) {
        Duration doubled = firstDelay.multipliedBy(1L << Math.min(failed - 1, MAX_DOUBLINGS));
        return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
    }
}
