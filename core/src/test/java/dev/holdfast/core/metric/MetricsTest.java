package dev.holdfast.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new MicrometerMetrics(registry);

    @Test
    void count_sameNameAndLabels_addsUp() {
        metrics.count("holdfast.lock.conflict", "table", "lending");
        metrics.count("holdfast.lock.conflict", "table", "lending");
        metrics.count("holdfast.lock.conflict", "table", "user");
        assertThat(registry.get("holdfast.lock.conflict")
                        .tag("table", "lending")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("holdfast.lock.conflict")
                        .tag("table", "user")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void time_durations_areRecorded() {
        metrics.time("holdfast.audit.append", Duration.ofMillis(5));
        metrics.time("holdfast.audit.append", Duration.ofMillis(7));
        assertThat(registry.get("holdfast.audit.append").timer().count()).isEqualTo(2);
        assertThat(registry.get("holdfast.audit.append").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(12);
    }

    @Test
    void discarding_any_doesNothing() {
        assertThatCode(() -> {
                    Metrics.discarding().count("holdfast.any", "odd");
                    Metrics.discarding().time("holdfast.any", Duration.ZERO);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void ticker_elapsed_isTheDifference() {
        Ticker ticker = () -> 5_000;
        assertThat(ticker.elapsed(2_000)).isEqualTo(Duration.ofNanos(3_000));
        Ticker wrapping = () -> Long.MIN_VALUE + 10;
        assertThat(wrapping.elapsed(Long.MAX_VALUE - 9)).isEqualTo(Duration.ofNanos(20));
        long before = Ticker.system().read();
        assertThat(Ticker.system().elapsed(before)).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
