package dev.holdfast.examples.benchmarks.harness;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a contest ended.
 *
 * @param contest what was compared
 * @param threads how many threads worked at once
 * @param operations operations a turn, or what the figures speak of, when an operation holds several
 * @param turns turns measured
 * @param goal what is aimed at
 * @param rows one row a contestant, the baseline first
 * @param absent who could not take part, and why
 */
public record Standing(
        String contest, int threads, int operations, int turns, Goal goal, List<Row> rows, List<String> absent) {
    /** Copies the lists. */
    public Standing {
        rows = List.copyOf(rows);
        absent = List.copyOf(absent);
    }

    /**
     * One contestant's figures.
     *
     * @param name the contestant
     * @param perSecond operations a second, all threads together, the median of the turns
     * @param nanos what one operation takes one thread, in nanoseconds, the median of the turns
     * @param ratio speed against the baseline, the median of the ratios turn by turn; the baseline has 1
     * @param low the lower quartile of the ratios
     * @param high the upper quartile of the ratios
     * @param cpuMicros processor time an operation, JVM and server together, in microseconds
     * @param calls how long single calls took, or null where they were not timed
     */
    public record Row(
            String name,
            double perSecond,
            double nanos,
            double ratio,
            double low,
            double high,
            double cpuMicros,
            Calls.@Nullable Quantiles calls) {
        /** A row of a contest whose calls were not timed. */
        public Row(
                String name, double perSecond, double nanos, double ratio, double low, double high, double cpuMicros) {
            this(name, perSecond, nanos, ratio, low, high, cpuMicros, null);
        }

        /** What one operation took: of calls that were timed the median. */
        double typical() {
            return calls == null ? nanos : calls.median();
        }

        /** What an operation took when it took long; the same as ever where calls were not timed. */
        double tail() {
            return calls == null ? nanos : calls.tail();
        }

        boolean isOurs() {
            return name.startsWith(Goal.OURS);
        }
    }

    static Standing of(Contest contest, List<Map<Contestant, Meter.Turn>> measured) {
        return of(contest, measured, Map.of());
    }

    static Standing of(Contest contest, List<Map<Contestant, Meter.Turn>> measured, Map<Contestant, Calls> calls) {
        return new Standing(
                contest.name(),
                contest.threads(),
                contest.operations() * contest.units(),
                measured.size(),
                contest.goal(),
                contest.contestants().stream()
                        .map(contestant -> row(contest, contestant, measured, quantiles(contest, contestant, calls)))
                        .toList(),
                contest.absent());
    }

    private static Row row(
            Contest contest,
            Contestant contestant,
            List<Map<Contestant, Meter.Turn>> measured,
            Calls.@Nullable Quantiles calls) {
        Contestant baseline = contest.contestants().get(0);
        double size = contestant.size();
        double units = contest.units() * size;
        double[] nanos = sorted(measured, round -> turn(round, contestant).nanos());
        double[] ratios = sorted(
                measured,
                round -> turn(round, baseline).nanos()
                        / (double) baseline.size()
                        / (turn(round, contestant).nanos() / size));
        double cpu = measured.stream()
                .mapToDouble(round -> turn(round, contestant).cpu().toNanos())
                .sum();
        double median = quantile(nanos, 0.5);
        return new Row(
                contestant.name() + contestant.remark(),
                contest.operations() * units * 1e9 / median,
                median / contest.perThread() / units,
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                cpu / 1e3 / contest.operations() / units / measured.size(),
                calls);
    }

    private static Calls.@Nullable Quantiles quantiles(
            Contest contest, Contestant contestant, Map<Contestant, Calls> calls) {
        Calls own = calls.get(contestant);
        Calls baseline = calls.get(contest.contestants().get(0));
        return own == null || baseline == null ? null : own.quantiles(baseline);
    }

    private static double[] sorted(
            List<Map<Contestant, Meter.Turn>> measured, ToDoubleFunction<Map<Contestant, Meter.Turn>> figure) {
        return measured.stream().mapToDouble(figure).sorted().toArray();
    }

    private static Meter.Turn turn(Map<Contestant, Meter.Turn> round, Contestant contestant) {
        Meter.Turn turn = round.get(contestant);
        if (turn == null) {
            throw new IllegalStateException(contestant.name() + " missed a turn");
        }
        return turn;
    }

    /** A quantile, between two values where it falls between them. */
    static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (at - below) * (next - sorted[below]);
    }

    /** Whether a contestant has to reach the goal and does not. */
    public boolean missed(Row row) {
        return row.isOurs() && !goal.isReached(row, rows.isEmpty() ? row : rows.get(0));
    }
}
