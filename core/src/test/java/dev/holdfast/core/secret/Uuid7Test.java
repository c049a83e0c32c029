package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.MutableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
    private static final int THREADS = 16;
    private static final int EACH = 5000;

    private final MutableClock clock = MutableClock.at(NOW);
    private final Uuid7 ids = Uuid7.of(clock);

    /** RFC 9562 appendix A.6. */
    @Test
    void millisOf_specificationsExample_isItsTime() {
        UUID example = UUID.fromString("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
        assertThat(Uuid7.millisOf(example)).isEqualTo(0x017F22E279B0L);
        assertThat(Instant.ofEpochMilli(Uuid7.millisOf(example))).isEqualTo("2022-02-22T19:22:22Z");
    }

    /** RFC 9562 §5.7: 48 bits of time, version 7, 12 bits, variant 10, 62 bits. */
    @Test
    void next_layout_isTheSpecifications() {
        UUID id = ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        assertThat(id.toString().charAt(14)).isEqualTo('7');
        assertThat(id.toString().charAt(19)).isIn('8', '9', 'a', 'b');
        assertThat(Uuid7.millisOf(id)).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void next_withinOneMillisecond_ascendsPastTheCounter() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            made.add(ids.next());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(Uuid7.millisOf(made.get(made.size() - 1)))
                .as("time borrowed from the milliseconds to come")
                .isBetween(NOW.toEpochMilli() + 4, NOW.toEpochMilli() + 6);
    }

    @Test
    void next_clockStepsBackByTheBound_keepsTheOrder() {
        UUID before = ids.next();
        clock.set(NOW.minusMillis(Uuid7.MAX_STEP_BACK_MILLIS));
        UUID after = ids.next();
        assertThat(after).isGreaterThan(before);
        assertThat(Uuid7.millisOf(after)).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void next_clockStepsBackByMore_followsTheClock() {
        UUID before = ids.next();
        clock.set(NOW.minusMillis(Uuid7.MAX_STEP_BACK_MILLIS + 1));
        UUID after = ids.next();
        assertThat(after).isLessThan(before);
        assertThat(Uuid7.millisOf(after)).isEqualTo(NOW.toEpochMilli() - 10_001);
        assertThat(ids.next()).isGreaterThan(after);
    }

    @Test
    void next_clockCatchesUpAfterAStepBack_goesOnWithIt() {
        UUID before = ids.next();
        clock.set(NOW.minusSeconds(1));
        UUID during = ids.next();
        clock.advance(Duration.ofSeconds(2));
        UUID after = ids.next();
        assertThat(List.of(before, during, after)).isSorted();
        assertThat(Uuid7.millisOf(after)).isEqualTo(NOW.plusSeconds(1).toEpochMilli());
    }

    @Test
    void next_manyThreads_eachSeesAscendingOnesAndAllDiffer() throws Exception {
        Uuid7 shared = Uuid7.of(Clock.systemUTC());
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<List<UUID>>> ends = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                ends.add(pool.submit(() -> {
                    start.await();
                    List<UUID> made = new ArrayList<>();
                    for (int i = 0; i < EACH; i++) {
                        made.add(shared.next());
                    }
                    return made;
                }));
            }
            Set<UUID> all = new HashSet<>();
            for (Future<List<UUID>> end : ends) {
                assertThat(end.get()).isSorted();
                all.addAll(end.get());
            }
            assertThat(all).hasSize(THREADS * EACH);
            // Time and counter alone are the order, so no two ids may share them.
            assertThat(all.stream().map(UUID::getMostSignificantBits).distinct())
                    .hasSize(THREADS * EACH);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void next_clockOutsideTheFormat_throws() {
        clock.set(Instant.ofEpochMilli(-1));
        assertThatThrownBy(ids::next).isInstanceOf(IllegalStateException.class).hasMessageContaining("got -1 ms");
        clock.set(Instant.ofEpochMilli(0x1_0000_0000_0000L));
        assertThatThrownBy(ids::next).isInstanceOf(IllegalStateException.class);
        clock.set(Instant.ofEpochMilli(0xFFFF_FFFF_FFFFL));
        assertThat(Uuid7.millisOf(ids.next())).isEqualTo(0xFFFF_FFFF_FFFFL);
    }

    @Test
    void millisOf_otherVersionOrVariant_isRefused() {
        assertThatThrownBy(() -> Uuid7.millisOf(UUID.randomUUID()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 4");
        assertThatThrownBy(() -> Uuid7.millisOf(UUID.fromString("017F22E2-79B0-7CC3-18C4-DC0C0C07398F")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("variant 0");
    }
}
