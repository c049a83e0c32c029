package dev.holdfast.examples.markenmate.app;

import dev.holdfast.core.metric.Metrics;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The application's own metrics, as small as they can be. */
public final class Figures implements Metrics {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongSummaryStatistics> times = new ConcurrentHashMap<>();

    @Override
    public void count(String name, String... labels) {
        counts.computeIfAbsent(name, ignored -> new LongAdder()).increment();
    }

    @Override
    public void time(String name, Duration elapsed, String... labels) {
        LongSummaryStatistics statistics = times.computeIfAbsent(name, ignored -> new LongSummaryStatistics());
        synchronized (statistics) {
            statistics.accept(elapsed.toNanos() / 1000);
        }
    }

    /** How often something happened. */
    public long count(String name) {
        LongAdder adder = counts.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** How long something took, in microseconds. */
    public LongSummaryStatistics micros(String name) {
        return times.getOrDefault(name, new LongSummaryStatistics());
    }
}
