package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A contestant whose operation goes over so many events as it should have gone over.
 *
 * @param name how the result table names it
 * @param step does an operation and tells over how many events it went
 * @param expected how many they have to be
 * @param right how often they were
 * @param end closes what it works with
 */
record LogContestant(String name, Callable<Integer> step, int expected, AtomicLong right, End end)
        implements Contestant {
    /** Closes. */
    @FunctionalInterface
    interface End {
        void close() throws SQLException;
    }

    static LogContestant of(String name, int expected, Callable<Integer> step, End end) {
        return new LogContestant(name, step, expected, new AtomicLong(), end);
    }

    @Override
    public Worker worker(int thread) {
        return () -> {
            if (step.call() == expected) {
                right.incrementAndGet();
            }
        };
    }

    @Override
    public long effects() {
        return right.get();
    }

    @Override
    public void close() throws SQLException {
        end.close();
    }
}
