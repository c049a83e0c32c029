package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.core.metric.Metrics;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Zekka's counters, of which one is read: how many password hashes were computed. Thread-safe. */
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
        // Zekka shows no durations.
    }

    /** How many password hashes were computed so far. */
    public long hashes() {
        return hashes.sum();
    }
}
