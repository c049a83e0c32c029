package dev.holdfast.examples.omniscience.app;

import dev.holdfast.core.metric.Metrics;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The application's counters, of which one is read: how many password hashes were computed. */
public final class Figures implements Metrics {
    private final LongAdder hashes = new LongAdder();

    @Override
    public void count(String name, String... labels) {
        if (name.equals("holdfast.password.hash")) {
            hashes.increment();
        }
    }

    @Override
    public void time(String name, Duration elapsed, String... labels) {
        // This application shows no durations.
    }

    /** How many password hashes were computed so far. */
    public long hashes() {
        return hashes.sum();
    }
}
