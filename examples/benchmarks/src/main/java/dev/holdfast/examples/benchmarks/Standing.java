package dev.holdfast.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a contest ended.
 *
 * @param contest what was compared
 * @param threads how many threads worked at once
 * @param operations operations a turn
 * @param turns turns measured
 * @param target the ratio aimed at
 * @param rows one row a contestant, the baseline first
 */
record Standing(String contest, int threads, int operations, int turns, double target, List<Row> rows) {
    /**
     * One contestant's figures.
     *
     * @param name the contestant
     * @param perSecond operations a second, the median of the turns
     * @param ratio speed against the baseline, the median of the ratios turn by turn; the baseline has 1
     * @param low the lower quartile of the ratios
     * @param high the upper quartile of the ratios
     * @param cpuMicros processor time an operation, JVM and server together, in microseconds
     */
    record Row(String name, double perSecond, double ratio, double low, double high, double cpuMicros) {}

    static Standing of(Contest contest, List<Map<Contestant, Meter.Turn>> measured) {
        Contestant baseline = contest.contestants().get(0);
        int operations = contest.operationsPerThread() * contest.threads();
        List<Row> rows = new ArrayList<>();
        for (Contestant contestant : contest.contestants()) {
            double[] nanos = measured.stream()
                    .mapToDouble(round -> turn(round, contestant).nanos())
                    .sorted()
                    .toArray();
            double[] ratios = measured.stream()
                    .mapToDouble(round ->
                            (double) turn(round, baseline).nanos() / turn(round, contestant).nanos())
                    .sorted()
                    .toArray();
            double cpuMicros = measured.stream()
                            .mapToLong(round -> turn(round, contestant).cpu().toNanos())
                            .sum()
                    / 1e3
                    / ((double) operations * measured.size());
            rows.add(new Row(
                    contestant.name(),
                    operations * 1e9 / quantile(nanos, 0.5),
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.25),
                    quantile(ratios, 0.75),
                    cpuMicros));
        }
        return new Standing(contest.name(), contest.threads(), operations, measured.size(), contest.target(), rows);
    }

    private static Meter.Turn turn(Map<Contestant, Meter.Turn> round, Contestant contestant) {
        Meter.Turn turn = round.get(contestant);
        if (turn == null) {
            throw new IllegalStateException(contestant.name() + " missed a turn");
        }
        return turn;
    }

    static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        double rest = at - below;
        double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + rest * (next - sorted[below]);
    }

    boolean missed(Row row) {
        return row.name().startsWith("Holdfast") && row.ratio() < target;
    }
}
