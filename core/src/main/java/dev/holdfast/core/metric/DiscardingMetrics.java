package dev.holdfast.core.metric;

import java.time.Duration;

/** Drops everything. */
enum DiscardingMetrics implements Metrics {
    INSTANCE;

    @Override
    public void count(String name, String... labels) {}

    @Override
    public void time(String name, Duration elapsed, String... labels) {}
}
