package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUpTurns turns of each contestant that do not count
 * @param turns turns of each contestant that count
 * @param divisor what the contests' own numbers of operations are divided by
 * @param largestLog how many events the largest log has between which growth is shown
 */
public record Scale(int warmUpTurns, int turns, int divisor, int largestLog) {
    private static final int SMALLEST_LOG = 100_000;

    /** Checks the bounds. */
    public Scale {
        Require.between("warmUpTurns", warmUpTurns, 0, 1000);
        Require.between("turns", turns, 1, 1000);
        Require.between("divisor", divisor, 1, 1_000_000);
        Require.between("largestLog", largestLog, 2 * SMALLEST_LOG, 1_000 * SMALLEST_LOG);
    }

    /** For figures that are published: some seconds a contestant, a third of them to warm up. */
    public static Scale full() {
        return new Scale(6, 15, 2, 100 * SMALLEST_LOG);
    }

    /** For a look: the figures say little. */
    public static Scale quick() {
        return new Scale(2, 5, 10, 3 * SMALLEST_LOG);
    }

    /** For tests: whether the contests still work. */
    public static Scale tiny() {
        return new Scale(1, 2, 100, 3 * SMALLEST_LOG);
    }

    /** The same with so many measured turns at most, and half as many to warm up. */
    Scale withAtMost(int mostTurns) {
        int measured = Math.min(turns, mostTurns);
        return new Scale(Math.min(warmUpTurns, Math.max(1, measured / 2)), measured, divisor, largestLog);
    }

    /**
     * The same in turns so many times as short: contestants that do one call a turn then alternate call by call. Tests
     * have as many turns as ever.
     */
    Scale inShortTurns(int times) {
        return isTiny() ? this : new Scale(warmUpTurns * times / 4, turns * times, divisor, largestLog);
    }

    /** The same with growth shown up to another size. */
    public Scale withLargestLog(int events) {
        return new Scale(warmUpTurns, turns, divisor, events);
    }

    /** How many operations one thread does in a turn, when the whole turn has so many at full scale. */
    public int perThread(int operations, int threads) {
        return Math.max(1, operations / divisor / threads);
    }

    /** How big something is made that is measured: as named, and a tenth of it in tests, which only see whether it works. */
    public int size(int whole) {
        return isTiny() ? Math.max(2, whole / 10) : whole;
    }

    /** The sizes between which growth is shown, the smallest first, each ten times the one before it but the last. */
    public List<Integer> growth() {
        if (isTiny()) {
            return List.of(2_000, 6_000);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int size = SMALLEST_LOG; size < largestLog; size *= 10) {
            sizes.add(size);
        }
        sizes.add(largestLog);
        return sizes;
    }

    private boolean isTiny() {
        return divisor >= tiny().divisor;
    }

    /** How many operations one thread does in all turns. */
    public int inAll(int operations, int threads) {
        return perThread(operations, threads) * (warmUpTurns + turns);
    }
}
