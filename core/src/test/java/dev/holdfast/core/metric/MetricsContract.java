package dev.holdfast.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Holdfast relies on in {@link Metrics}: nothing is lost, whoever calls, and nothing is thrown into a transaction. Hosts
 * run it on theirs.
 */
public abstract class MetricsContract {
    private static final int THREADS = 8;
    private static final int CALLS = 500;

    private Metrics metrics = Metrics.discarding();

    /** Gives metrics that have counted and timed nothing yet; called once a test. */
    protected abstract Metrics metrics();

    /** Gives how often was counted under a name, with whatever labels. */
    protected abstract long counted(String name);

    /** Gives how many durations were recorded under a name, with whatever labels. */
    protected abstract long timed(String name);

    @BeforeEach
    void begin() {
        metrics = metrics();
    }

    @Test
    void count_eachCall_addsOneToItsNameAlone() {
        metrics.count("holdfast.lock.conflict", "table", "lending");
        metrics.count("holdfast.lock.conflict", "table", "lending");
        metrics.count("holdfast.lock.conflict", "table", "user");
        metrics.count("holdfast.audit.dropped", "reason", "full");
        assertThat(counted("holdfast.lock.conflict")).isEqualTo(3);
        assertThat(counted("holdfast.audit.dropped")).isEqualTo(1);
    }

    @Test
    void count_withoutLabels_isCounted() {
        metrics.count("holdfast.password.hash");
        assertThat(counted("holdfast.password.hash")).isEqualTo(1);
    }

    @Test
    void time_anyDuration_isRecorded() {
        metrics.time("holdfast.audit.append", Duration.ZERO);
        metrics.time("holdfast.audit.append", Duration.ofNanos(1));
        metrics.time("holdfast.audit.append", Duration.ofDays(1));
        assertThat(timed("holdfast.audit.append")).isEqualTo(3);
    }

    @Test
    void count_labelOfAnyText_throwsNothing() {
        assertThatCode(() -> {
                    metrics.count("holdfast.any.label", "kind", "");
                    metrics.count("holdfast.any.label", "kind", "zwölf \n\"\\ \u2028");
                })
                .doesNotThrowAnyException();
        assertThat(counted("holdfast.any.label")).isEqualTo(2);
    }

    @Test
    void count_manyThreadsAtOnce_losesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(this::countAndTime));
            }
            for (Future<?> each : all) {
                var unused = each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(counted("holdfast.race.count")).isEqualTo(THREADS * CALLS);
        assertThat(timed("holdfast.race.time")).isEqualTo(THREADS * CALLS);
    }

    private void countAndTime() {
        for (int call = 0; call < CALLS; call++) {
            metrics.count("holdfast.race.count", "parity", call % 2 == 0 ? "even" : "odd");
            metrics.time("holdfast.race.time", Duration.ofMillis(1));
        }
    }
}
