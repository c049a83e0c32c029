package dev.holdfast.core.metric;

import java.time.Duration;

/**
 * Counts and times what Holdfast does: the port a host binds to its metric system.
 *
 * <p>Names are lower case with dots ({@code holdfast.lock.conflict}). Labels are given as key and value in turn and have
 * few distinct values: never an id, an address or a secret. Called on the caller's thread, before the host's commit;
 * implementations are thread-safe and do not throw.
 */
public interface Metrics {
    /**
     * Adds one to a counter.
     *
     * @param name the counter's name
     * @param labels keys and values in turn
     */
    void count(String name, String... labels);

    /**
     * Records how long something took.
     *
     * @param name the timer's name
     * @param elapsed how long
     * @param labels keys and values in turn
     */
    void time(String name, Duration elapsed, String... labels);

    /**
     * A port that drops everything.
     *
     * @return the port
     */
    static Metrics discarding() {
        return DiscardingMetrics.INSTANCE;
    }
}
