package dev.holdfast.examples.benchmarks;

import dev.holdfast.core.Require;
import java.util.List;

/**
 * What is compared: contestants that do the same work, the first of them the baseline.
 *
 * @param name what the work is
 * @param target the least ratio to the baseline that is aimed at for each contestant whose name begins with "Holdfast"
 * @param threads how many threads work at once
 * @param operations how many operations a turn has in all
 * @param contestants the baseline and the others
 */
record Contest(String name, double target, int threads, int operations, List<Contestant> contestants) {
    Contest {
        Require.between("threads", threads, 1, 64);
        Require.between("operations", operations, threads, 10_000_000);
        Require.between("number of contestants", contestants.size(), 2, 8);
        contestants = List.copyOf(contestants);
    }

    int operationsPerThread() {
        return operations / threads;
    }
}
