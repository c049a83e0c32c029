package dev.holdfast.core.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class MicrometerMetricsContractTest extends MetricsContract {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected Metrics metrics() {
        return new MicrometerMetrics(registry);
    }

    @Override
    protected long counted(String name) {
        return (long) registry.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    protected long timed(String name) {
        return registry.find(name).timers().stream().mapToLong(Timer::count).sum();
    }
}
