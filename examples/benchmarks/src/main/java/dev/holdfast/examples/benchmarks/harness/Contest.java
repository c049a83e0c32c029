package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.Require;
import java.sql.SQLException;
import java.util.List;

/**
 * What is compared: contestants that do the same work, the first of them the baseline.
 *
 * @param name what the work is
 * @param goal what is aimed at for Holdfast's contestants
 * @param threads how many threads work at once
 * @param perThread how many operations each of them does in a turn
 * @param contestants the baseline and the others
 */
public record Contest(String name, Goal goal, int threads, int perThread, List<Contestant> contestants)
        implements AutoCloseable {
    /** Checks the bounds. */
    public Contest {
        Require.between("threads", threads, 1, 64);
        Require.between("perThread", perThread, 1, 10_000_000);
        Require.between("number of contestants", contestants.size(), 2, 8);
        contestants = List.copyOf(contestants);
    }

    /** How many operations a turn has in all. */
    public int operations() {
        return perThread * threads;
    }

    @Override
    public void close() throws SQLException {
        for (Contestant contestant : contestants) {
            contestant.close();
        }
    }
}
