package dev.holdfast.core.metric;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * Binds {@link Metrics} to a Micrometer registry.
 *
 * <p>Needs {@code io.micrometer:micrometer-core}, which Holdfast does not bring. Thread-safe.
 */
public final class MicrometerMetrics implements Metrics {
    private final MeterRegistry registry;

    /**
     * Makes the binding.
     *
     * @param registry where meters are registered
     */
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void count(String name, String... labels) {
        registry.counter(name, labels).increment();
    }

    @Override
    public void time(String name, Duration elapsed, String... labels) {
        registry.timer(name, labels).record(elapsed);
    }
}
