package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final Contestant BASELINE = new Named("baseline");
    private static final Contestant OURS = new Named("Holdfast");
    private static final Contest CONTEST = new Contest("work", Goal.ratio(0.8), 2, 50, List.of(BASELINE, OURS));

    @ParameterizedTest
    @CsvSource({"0.0, 1.0", "0.25, 2.0", "0.5, 3.0", "0.75, 4.0", "1.0, 10.0", "0.125, 1.5", "0.875, 7.0"})
    void quantile_ofFive_liesBetweenItsNeighbours(double q, double expected) {
        assertThat(Standing.quantile(new double[] {1, 2, 3, 4, 10}, q)).isEqualTo(expected);
    }

    @Test
    void quantile_ofOne_isIt() {
        assertThat(Standing.quantile(new double[] {7}, 0.75)).isEqualTo(7);
    }

    @Test
    void quantile_ofTwo_medianIsTheMiddle() {
        assertThat(Standing.quantile(new double[] {1, 2}, 0.5)).isEqualTo(1.5);
    }

    /** Ratios 0.5, 0.8 and 2.0: their median differs from the ratio of the medians, 1.0. */
    @Test
    void of_knownTurns_ratioIsTheMedianTurnByTurn() {
        Standing standing = Standing.of(
                CONTEST,
                List.of(turns(1_000_000, 2_000_000), turns(4_000_000, 5_000_000), turns(2_000_000, 1_000_000)));

        Standing.Row baseline = standing.rows().get(0);
        assertThat(baseline.ratio()).isEqualTo(1.0);
        assertThat(baseline.perSecond()).as("100 operations in 2 ms").isCloseTo(50_000, within(1e-6));
        assertThat(baseline.nanos()).as("50 operations a thread in 2 ms").isEqualTo(40_000);
        Standing.Row ours = standing.rows().get(1);
        assertThat(ours.ratio()).isEqualTo(0.8);
        assertThat(ours.low()).isCloseTo(0.65, within(1e-9));
        assertThat(ours.high()).isCloseTo(1.4, within(1e-9));
        assertThat(ours.cpuMicros()).as("3 turns of 7 ms in 300 operations").isCloseTo(70, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"baseline, 0.10, false", "Holdfast, 0.7999, true", "Holdfast, 0.80, false", "Holdfast x, 0.5, true"})
    void missed_ratio_onlyOursBelowTheGoal(String name, double ratio, boolean missed) {
        Standing standing = Standing.of(CONTEST, List.of(turns(1, 1)));

        assertThat(standing.missed(new Standing.Row(name, 1, 1, ratio, ratio, ratio, 1)))
                .isEqualTo(missed);
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, 5000, false", "Holdfast, 1000, false", "Holdfast, 1000.1, true"})
    void missed_nanos_onlyOursAboveTheGoal(String name, double nanos, boolean missed) {
        Standing standing = new Standing("parse", 1, 1, 1, Goal.nanos(1000), List.of(), List.of());

        assertThat(standing.missed(new Standing.Row(name, 1, nanos, 0.01, 0.01, 0.01, 1)))
                .isEqualTo(missed);
    }

    /** At ratio 0.5 half of the time is the baseline's. */
    @ParameterizedTest
    @CsvSource({"2000, 0.5, false", "2001, 0.5, true", "500, 1.5, false", "1_000_000, 0.9991, false"})
    void missed_overhead_onlyWhatComesOnTopCounts(String nanos, double ratio, boolean missed) {
        Standing standing = new Standing("probe", 1, 1, 1, Goal.overhead(1000), List.of(), List.of());
        double taken = Double.parseDouble(nanos.replace("_", ""));

        assertThat(standing.missed(new Standing.Row("Holdfast", 1, taken, ratio, ratio, ratio, 1)))
                .isEqualTo(missed);
    }

    @Test
    void of_operationsThatHoldSeveral_figuresAreOfOne() {
        Standing standing = Standing.of(CONTEST.ofUnits(4), List.of(turns(2_000_000, 2_000_000)));

        assertThat(standing.operations()).as("100 operations of 4").isEqualTo(400);
        Standing.Row ours = standing.rows().get(1);
        assertThat(ours.perSecond()).isCloseTo(200_000, within(1e-6));
        assertThat(ours.nanos()).as("200 a thread in 2 ms").isEqualTo(10_000);
        assertThat(ours.cpuMicros()).as("7 ms for 400").isCloseTo(17.5, within(1e-9));
    }

    /** A log of a thousand events verified in 4 ms, one of a hundred in 1 ms: an event costs 0.4 of what it does there. */
    @Test
    void of_contestantsOfDifferentSize_areComparedByTheUnit() {
        Contestant small = new Sized("small", 100);
        Contestant large = new Sized("Holdfast, large", 1_000);
        Contest contest = new Contest("verify", Goal.none(), 1, 1, List.of(small, large));

        Standing standing = Standing.of(
                contest,
                List.of(Map.of(
                        small, new Meter.Turn(1_000_000, Duration.ofMillis(1)),
                        large, new Meter.Turn(4_000_000, Duration.ofMillis(2)))));

        assertThat(standing.rows().get(0).nanos()).isEqualTo(10_000);
        Standing.Row row = standing.rows().get(1);
        assertThat(row.nanos()).isEqualTo(4_000);
        assertThat(row.perSecond()).isCloseTo(250_000, within(1e-6));
        assertThat(row.ratio()).isCloseTo(2.5, within(1e-9));
        assertThat(row.cpuMicros()).isCloseTo(2, within(1e-9));
        assertThat(row.name()).isEqualTo("Holdfast, large, seen");
    }

    @ParameterizedTest
    @CsvSource({"999, 5000, false", "1001, 1, true"})
    void missed_nanosOfTimedCalls_theMedianDecides(double median, double mean, boolean missed) {
        Standing standing = new Standing("hand-off", 1, 1, 1, Goal.nanos(1000), List.of(), List.of());
        Calls.Quantiles calls = new Calls.Quantiles(median, 9999);

        assertThat(standing.missed(new Standing.Row("Holdfast", 1, mean, 1, 1, 1, 1, calls)))
                .isEqualTo(missed);
    }

    @ParameterizedTest
    @CsvSource({"3000, false", "3001, true"})
    void missed_tail_isHeldAgainstTheBaselinesMedian(double tail, boolean missed) {
        Standing.Row baseline = new Standing.Row("force", 1, 1, 1, 1, 1, 1, new Calls.Quantiles(1000, 9000));
        Standing.Row ours = new Standing.Row("Holdfast", 1, 1, 1, 1, 1, 1, new Calls.Quantiles(1000, tail));
        Standing standing = new Standing("wait", 1, 1, 1, Goal.tail(3), List.of(baseline, ours), List.of());

        assertThat(standing.missed(ours)).isEqualTo(missed);
    }

    @ParameterizedTest
    @CsvSource({"1.049, false", "0.951, false", "1.051, true", "0.949, true"})
    void missed_alike_fasterIsAsWrongAsSlower(double ratio, boolean missed) {
        Standing standing = new Standing("login", 1, 1, 1, Goal.alike(0.05), List.of(), List.of());

        assertThat(standing.missed(new Standing.Row("Holdfast", 1, 1, ratio, 1, 1, 1)))
                .isEqualTo(missed);
    }

    @ParameterizedTest
    @CsvSource({"12.5, false", "12.6, true"})
    void missed_processorTime_isHeldAgainstTheBaselines(double micros, boolean missed) {
        Standing.Row baseline = new Standing.Row("small", 1, 1, 1, 1, 1, 10);
        Standing.Row ours = new Standing.Row("Holdfast", 1, 1, 0.01, 0.01, 0.01, micros);
        Standing standing = new Standing("grow", 1, 1, 1, Goal.processor(1.25), List.of(baseline, ours), List.of());

        assertThat(standing.missed(ours)).isEqualTo(missed);
        assertThat(standing.goal().text()).isEqualTo("CPU ≤ 1.25 ×");
    }

    private static Map<Contestant, Meter.Turn> turns(long baseline, long ours) {
        return Map.of(
                BASELINE,
                new Meter.Turn(baseline, Duration.ofMillis(1)),
                OURS,
                new Meter.Turn(ours, Duration.ofMillis(7)));
    }

    private record Sized(String name, int size) implements Contestant {
        @Override
        public Worker worker(int thread) {
            return () -> {};
        }

        @Override
        public long effects() {
            return 0;
        }

        @Override
        public String remark() {
            return ", seen";
        }
    }

    private record Named(String name) implements Contestant {
        @Override
        public Worker worker(int thread) {
            return () -> {};
        }

        @Override
        public long effects() {
            return 0;
        }
    }
}
