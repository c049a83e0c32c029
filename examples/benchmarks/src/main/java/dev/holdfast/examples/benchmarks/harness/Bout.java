package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.testkit.postgres.TestDatabase;

/**
 * A contest on the programme.
 *
 * @param name what it is called on the command line
 * @param threads how many threads work at once
 * @param setup makes it
 * @param mostTurns how many turns are measured at most, where each takes long
 */
public record Bout(String name, int threads, Setup setup, int mostTurns) {
    /** A contest with as many turns as the scale has. */
    public Bout(String name, int threads, Setup setup) {
        this(name, threads, setup, Integer.MAX_VALUE);
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
        try (Contest contest = setup.on(database, scale, threads)) {
            return new Arena(new Meter(database.server().pid()), scale.withAtMost(mostTurns)).run(contest);
        }
    }

    @Override
    public String toString() {
        return name + " (" + threads + ")";
    }
}
