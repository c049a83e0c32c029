package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutableClockTest {

    private static final Instant START = Instant.parse("2026-01-31T23:59:59.999999999Z");

    private final MutableClock clock = MutableClock.at(START);

    @Test
    void instant_notMoved_standsStill() {
        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void advance_manyThreads_addsUp() {
        IntStream.range(0, 1000).parallel().forEach(i -> clock.advance(Duration.ofNanos(1)));

        assertThat(clock.instant()).isEqualTo(START.plusNanos(1000));
    }

    @Test
    void advance_negative_isRefused() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        clock.advance(Duration.ZERO);

        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void set_earlier_goesBack() {
        clock.set(Instant.EPOCH);

        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        assertThat(clock).hasToString("MutableClock[1970-01-01T00:00:00Z, Z]");
    }

    @Test
    void withZone_originalMoves_movesWithIt() {
        MutableClock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.advance(Duration.ofHours(1));

        assertThat(tokyo.instant()).isEqualTo(START.plusSeconds(3600));
        assertThat(tokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
