package dev.holdfast.examples.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
     */
    public record Row(
            String name, double perSecond, double nanos, double ratio, double low, double high, double cpuMicros) {
        boolean isOurs() {
            return name.startsWith(Goal.OURS);
        }
    }

    static Standing of(Contest contest, List<Map<Contestant, Meter.Turn>> measured) {
        Contestant baseline = contest.contestants().get(0);
        int units = contest.units();
        List<Row> rows = new ArrayList<>();
        for (Contestant contestant : contest.contestants()) {
            double[] nanos = sorted(measured, round -> turn(round, contestant).nanos());
            double[] ratios = sorted(
                    measured,
                    round -> (double) turn(round, baseline).nanos()
                            / turn(round, contestant).nanos());
            double cpu = measured.stream()
                    .mapToDouble(round -> turn(round, contestant).cpu().toNanos())
                    .sum();
            double median = quantile(nanos, 0.5);
            rows.add(new Row(
                    contestant.name(),
                    contest.operations() * units * 1e9 / median,
                    median / contest.perThread() / units,
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.25),
                    quantile(ratios, 0.75),
                    cpu / 1e3 / contest.operations() / units / measured.size()));
        }
        return new Standing(
                contest.name(),
                contest.threads(),
                contest.operations() * units,
                measured.size(),
                contest.goal(),
                rows,
                contest.absent());
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
        return row.isOurs() && !goal.isReached(row.ratio(), row.nanos());
    }
}
