package dev.holdfast.examples.benchmarks.harness;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A contestant whose effects are counted after each of its turns, and cleared away, so that the next turn finds what the
 * first one did.
 *
 * @param name how the result table names it
 * @param opening makes one thread's work
 * @param tally counts a turn's effects and undoes them
 * @param sum the effects of all turns
 */
public record Tallied(String name, Opening opening, JdbcContestant.Count tally, AtomicLong sum) implements Contestant {
    /** Makes one thread's work. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Called once a thread.
         *
         * @param thread its number, from 0
         * @return one operation
         */
        Worker open(int thread) throws Exception;
    }

    /** A contestant. */
    public static Tallied of(String name, Opening opening, JdbcContestant.Count tally) {
        return new Tallied(name, opening, tally, new AtomicLong());
    }

    @Override
    public Worker worker(int thread) throws Exception {
        return opening.open(thread);
    }

    @Override
    public void settle() throws Exception {
        sum.addAndGet(tally.read());
    }

    @Override
    public long effects() {
        return sum.get();
    }
}
