package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final String BUSY = "SELECT count(*) FROM generate_series(1, 3000000)";

    /** The connection's process has ended when the meter is read, and its work counts all the same. */
    @Test
    void since_connectionThatIsClosed_countsItsProcessorTime() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Meter meter = new Meter(database.server().pid());
            Meter.Reading start = meter.start();
            assertThat(database.queryLong(BUSY)).isEqualTo(3_000_000);
            while (database.queryLong(
                            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM gen%'")
                    > 0) {
                Thread.onSpinWait();
            }
            assertThat(meter.since(start).cpu()).isGreaterThan(Duration.ofMillis(100));
        }
    }
}
