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

        assertThat(calls.quantiles().median()).isCloseTo((double) nanos, within(0.063 * nanos));
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
        assertThat(calls.quantiles().tail()).isCloseTo(1_000_000, within(62_500.0));
    }

    @Test
    void add_others_countsThemAll() {
        Calls fast = new Calls();
        fast.add(3);
        Calls slow = new Calls();
        slow.add(1_000);
        slow.add(1_000);
        fast.add(slow);

        assertThat(fast.quantiles().median()).isCloseTo(1_000, within(62.5));
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
}
