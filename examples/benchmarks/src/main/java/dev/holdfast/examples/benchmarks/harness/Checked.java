package dev.holdfast.examples.benchmarks.harness;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A contestant whose operations tell by themselves whether they were right: its effects are how often they were.
 *
 * @param name how the result table names it
 * @param opening makes one thread's work
 * @param right how often its result was right
 */
public record Checked(String name, Callable<Check> opening, AtomicLong right) implements Contestant {
    /** One thread's work. */
    @FunctionalInterface
    public interface Check {
        /** Does one operation and tells whether its result is right. */
        boolean holds() throws Exception;
    }

    /** A contestant. */
    public static Checked of(String name, Callable<Check> opening) {
        return new Checked(name, opening, new AtomicLong());
    }

    @Override
    public Worker worker(int thread) throws Exception {
        Check check = opening.call();
        return () -> {
            if (check.holds()) {
                right.incrementAndGet();
            }
        };
    }

    @Override
    public long effects() {
        return right.get();
    }
}
