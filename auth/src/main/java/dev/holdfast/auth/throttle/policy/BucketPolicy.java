package dev.holdfast.auth.throttle.policy;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How many failures a bucket takes, and what comes then.
 *
 * <p>A failure is forgotten when {@code forgetOneEach} has passed, one at a time. While a bucket holds {@code free}
 * failures or more, the next attempt has to wait; each further failure doubles the wait.
 *
 * @param free how many failures cost no waiting, 1 to 100,000
 * @param firstDelay the wait once {@code free} failures are held, PT1S to PT1H; over exactly when it has passed
 * @param maxDelay the longest wait, {@code firstDelay} to P1D
 * @param stopAt at how many failures held the bucket is shut until a reset, more than {@code free}; 0: never
 * @param forgetOneEach how long until the next failure is forgotten, PT0.01S to P30D
 */
public record BucketPolicy(int free, Duration firstDelay, Duration maxDelay, int stopAt, Duration forgetOneEach) {
    /** The most that {@code free} and {@code stopAt} may be. */
    public static final int MAX_COUNT = 100_000;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public BucketPolicy {
        Require.between("free", free, 1, MAX_COUNT);
        Require.between("firstDelay", firstDelay, Duration.ofSeconds(1), Duration.ofHours(1));
        Require.between("maxDelay", maxDelay, firstDelay, Duration.ofDays(1));
        if (stopAt != 0) {
            Require.between("stopAt", stopAt, free + 1, MAX_COUNT);
        }
        Require.between("forgetOneEach", forgetOneEach, Duration.ofMillis(10), Duration.ofDays(30));
    }

    /**
     * Waits of 30 s doubling to 15 min, and no stop.
     *
     * @param free how many failures cost no waiting
     * @param forgetOneEach how long until the next failure is forgotten
     * @return the policy
     */
    public static BucketPolicy of(int free, Duration forgetOneEach) {
        return new BucketPolicy(free, Duration.ofSeconds(30), Duration.ofMinutes(15), 0, forgetOneEach);
    }

    /**
     * The same with another number of failures that cost no waiting.
     *
     * @param value 1 to 100,000
     * @return the policy
     */
    public BucketPolicy withFree(int value) {
        return new BucketPolicy(value, firstDelay, maxDelay, stopAt, forgetOneEach);
    }

    /**
     * The same with other waits.
     *
     * @param first the first, PT1S to PT1H
     * @param longest the longest, {@code first} to P1D
     * @return the policy
     */
    public BucketPolicy withDelays(Duration first, Duration longest) {
        return new BucketPolicy(free, first, longest, stopAt, forgetOneEach);
    }

    /**
     * The same, shut at a number of failures until a reset.
     *
     * @param value more than {@code free}; 0: never
     * @return the policy
     */
    public BucketPolicy withStopAt(int value) {
        return new BucketPolicy(free, firstDelay, maxDelay, value, forgetOneEach);
    }

    /**
     * The same with another memory.
     *
     * @param value how long until the next failure is forgotten, PT0.01S to P30D
     * @return the policy
     */
    public BucketPolicy withForgetOneEach(Duration value) {
        return new BucketPolicy(free, firstDelay, maxDelay, stopAt, value);
    }

    /**
     * How long the next attempt waits after the last one.
     *
     * @param held how many failures are held
     * @return zero while {@code held} is less than {@code free}
     */
    public Duration delay(int held) {
        if (held < free) {
            return Duration.ZERO;
        }
        // From a second to a day there are fewer than 17 doublings.
        Duration doubled = firstDelay.multipliedBy(1L << Math.min(held - free, 20));
        return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
    }
}
