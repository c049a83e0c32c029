package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.Require;
import java.io.Closeable;
import java.io.IOException;
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
 * @param units how many of what the figures speak of one operation holds, such as the statements of a file
 * @param props what was made for it, cleared away at the end
 * @param absent why those who would have taken part could not, such as {@code psql: not on the PATH}
 * @param isTimed whether each call is timed by itself, so that its median and its tail are told
 */
public record Contest(
        String name,
        Goal goal,
        int threads,
        int perThread,
        List<Contestant> contestants,
        int units,
        List<Closeable> props,
        List<String> absent,
        boolean isTimed)
        implements AutoCloseable {
    /** Checks the bounds. */
    public Contest {
        Require.between("threads", threads, 1, 64);
        Require.between("perThread", perThread, 1, 10_000_000);
        Require.between("number of contestants", contestants.size(), 2, 8);
        Require.between("units", units, 1, 1_000_000);
        contestants = List.copyOf(contestants);
        props = List.copyOf(props);
        absent = List.copyOf(absent);
    }

    /** A contest whose figures are of one operation, and in which everybody takes part. */
    public Contest(String name, Goal goal, int threads, int perThread, List<Contestant> contestants) {
        this(name, goal, threads, perThread, contestants, 1, List.of(), List.of(), false);
    }

    /** The same with figures of what each operation holds so many of. */
    public Contest ofUnits(int inEachOperation) {
        return new Contest(name, goal, threads, perThread, contestants, inEachOperation, props, absent, isTimed);
    }

    /** The same with something that is cleared away at the end. */
    public Contest on(Closeable made) {
        return new Contest(name, goal, threads, perThread, contestants, units, List.of(made), absent, isTimed);
    }

    /** The same without some who would have taken part. */
    public Contest without(List<String> missing) {
        return new Contest(name, goal, threads, perThread, contestants, units, props, missing, isTimed);
    }

    /** The same with each call timed: costs some 50 ns a call. */
    public Contest timed() {
        return new Contest(name, goal, threads, perThread, contestants, units, props, absent, true);
    }

    /** How many operations a turn has in all. */
    public int operations() {
        return perThread * threads;
    }

    @Override
    public void close() throws SQLException, IOException {
        for (Contestant contestant : contestants) {
            contestant.close();
        }
        for (Closeable made : props) {
            made.close();
        }
    }
}
