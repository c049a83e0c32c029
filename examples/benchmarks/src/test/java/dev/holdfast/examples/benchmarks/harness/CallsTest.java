package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 8, 9, 15, 16, 17, 255, 256, 1_000, 123_456_789, 60_000_000_000L, 1L << 61})
    void quantiles_oneCall_isItUpToThePrecision(long nanos) {
        Calls calls = new Calls();
        calls.add(nanos);

        assertThat(calls.quantiles().median()).isCloseTo((double) nanos, within(0.004 * nanos));
        assertThat(calls.quantiles().tail()).isEqualTo(calls.quantiles().median());
    }

    /** The hundredth of a hundred is beyond the 99th percentile, the hundredth and the ninety-ninth of 99 are not. */
    @Test
    void quantiles_oneSlowCallInAHundred_isNotTheTail() {
        Calls calls = new Calls();
        for (int i = 0; i < 99; i++) {
            calls.add(4);
        }
        calls.add(1_000_000);

        assertThat(calls.quantiles()).isEqualTo(new Calls.Quantiles(4, 4));

        calls.add(1_000_000);

        assertThat(calls.quantiles().median()).isEqualTo(4);
        assertThat(calls.quantiles().tail()).isCloseTo(1_000_000, within(4_000.0));
    }

    @Test
    void add_others_countsThemAll() {
        Calls fast = new Calls();
        fast.add(3);
        Calls slow = new Calls();
        slow.add(1_000);
        slow.add(1_000);
        fast.add(slow);

        assertThat(fast.quantiles().median()).isCloseTo(1_000, within(4.0));
    }

    @Test
    void add_clockThatStepsBack_countsAsNothing() {
        Calls calls = new Calls();
        calls.add(-5);

        assertThat(calls.quantiles().median()).isZero();
    }

    @Test
    void quantiles_noCall_refuses() {
        assertThatIllegalStateException().isThrownBy(() -> new Calls().quantiles());
    }

    @Test
    void effect_callsThatAreAllSlower_isOne() {
        Calls fast = callsOf(100, 110, 120);
        Calls slow = callsOf(130, 1_000_000);

        assertThat(slow.effect(fast)).isEqualTo(1);
        assertThat(fast.effect(slow)).isEqualTo(-1);
        assertThat(fast.effect(fast)).isZero();
    }

    /** Of six pairs three are longer, two are shorter, and one is equal. */
    @Test
    void effect_callsThatOverlap_countsThePairs() {
        Calls some = callsOf(100, 200, 300);
        Calls others = callsOf(150, 200);

        assertThat(some.effect(others)).isCloseTo((3 - 2) / 6.0, within(1e-12));
        assertThat(some.quantiles(others).effect()).isEqualTo(some.effect(others));
    }

    /** What makes a mean useless: the slowest of a hundred is a thousand times slower. */
    @Test
    void effect_oneSlowCall_movesItLittle() {
        Calls calm = new Calls();
        Calls jolted = new Calls();
        for (int i = 0; i < 100; i++) {
            calm.add(1_000);
            jolted.add(i == 0 ? 1_000_000 : 1_000);
        }

        assertThat(jolted.effect(calm)).isCloseTo(0.01, within(1e-12));
    }

    private static Calls callsOf(long... nanos) {
        Calls calls = new Calls();
        for (long each : nanos) {
            calls.add(each);
        }
        return calls;
    }
}
