package dev.holdfast.examples.benchmarks.arithmetic;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A contestant that only computes: its effects are how often it had the right result.
 *
 * @param name how the result table names it
 * @param opening makes one thread's computation, which tells whether its result was right
 * @param right how often it was
 */
record Computing(String name, Callable<BooleanSupplier> opening, AtomicLong right) implements Contestant {
    static Computing of(String name, Callable<BooleanSupplier> opening) {
        return new Computing(name, opening, new AtomicLong());
    }

    @Override
    public Worker worker(int thread) throws Exception {
        BooleanSupplier computation = opening.call();
        return () -> {
            if (computation.getAsBoolean()) {
                right.incrementAndGet();
            }
        };
    }

    @Override
    public long effects() {
        return right.get();
    }
}
