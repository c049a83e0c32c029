package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.function.UnaryOperator;

/**
 * A contest on the programme.
 *
 * @param name what it is called on the command line
 * @param threads how many threads work at once
 * @param setup makes it
 * @param pace how many turns it has, of those that the scale has
 */
public record Bout(String name, int threads, Setup setup, UnaryOperator<Scale> pace) {
    /** A contest with as many turns as the scale has. */
    public Bout(String name, int threads, Setup setup) {
        this(name, threads, setup, UnaryOperator.identity());
    }

    /** A contest with so many turns at most, where each takes long. */
    public Bout(String name, int threads, Setup setup, int mostTurns) {
        this(name, threads, setup, scale -> scale.withAtMost(mostTurns));
    }

    /** The same in turns so many times as short, for contestants that do one call a turn. */
    public Bout inShortTurns(int times) {
        return new Bout(name, threads, setup, scale -> pace.apply(scale).inShortTurns(times));
    }

    /** Sets a contest up, outside the time measured. */
    @FunctionalInterface
    public interface Setup {
        /**
         * Fills the database with what the contestants need.
         *
         * @param database empty, and the contest's own
         * @param scale how much will be measured
         * @param threads how many threads will work at once
         * @return the contest, to be closed by the caller
         */
        Contest on(TestDatabase database, Scale scale, int threads) throws Exception;
    }

    /** Sets the contest up and holds it. */
    public Standing hold(TestDatabase database, Scale scale) throws Exception {
        Scale paced = pace.apply(scale);
        try (Contest contest = setup.on(database, paced, threads)) {
            return new Arena(new Meter(database.server().pid()), paced).run(contest);
        }
    }

    @Override
    public String toString() {
        return name + " (" + threads + ")";
    }
}
