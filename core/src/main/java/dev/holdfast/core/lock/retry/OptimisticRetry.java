package dev.holdfast.core.lock.retry;

import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Repeats work that lost against somebody else, each time in a new transaction and on what it reads there: for counters,
 * balances and jobs, where the program and not a person computes the new value.
 *
 * <p><em>Transaction.</em> Owns: each try is a transaction of its own, whose changes are gone when it fails. Effects
 * outside of the database (mail, HTTP) belong after {@link #call}.
 *
 * <p><em>What is repeated.</em> The loss of a row that the try itself had read through its {@link Attempt}, and what
 * PostgreSQL could not serialise (40001) or ended as a deadlock (40P01), at the commit too. A {@link
 * dev.holdfast.core.lock.StaleVersionException} of a version that came from a user is never repeated, nor is any other
 * failure: it passes through.
 *
 * <p>Thread-safe.
 */
public final class OptimisticRetry {
    private final TransactionRunner runner;
    private final RetryPolicy policy;
    private final Pause pause;

    private OptimisticRetry(TransactionRunner runner, RetryPolicy policy, Pause pause) {
        this.runner = runner;
        this.policy = policy;
        this.pause = pause;
    }

    /**
     * A retry that sleeps between its tries.
     *
     * @param runner owns the transactions
     * @param policy how often, and how long between
     * @return the retry
     */
    public static OptimisticRetry over(TransactionRunner runner, RetryPolicy policy) {
        return new OptimisticRetry(runner, policy, Pause.sleeping());
    }

    /**
     * The same that waits in another way.
     *
     * @param value how to wait
     * @return the retry
     */
    public OptimisticRetry withPause(Pause value) {
        return new OptimisticRetry(runner, policy, value);
    }

    /**
     * Runs the work until it commits.
     *
     * <p>When the thread is interrupted between two tries, there is no further one: the last conflict is thrown, and the
     * thread's interrupt status is set again.
     *
     * @param work reads, computes and changes; called once in each try
     * @param <T> the result's type
     * @return what the work returned in the try that was committed
     * @throws RetriesExhaustedException when the last try met a conflict too
     */
    public <T> T call(Function<Attempt, T> work) {
        for (int number = 1; ; number++) {
            Try<T> tried = new Try<>(work, number);
            try {
                return runner.call(tried::run);
            } catch (RuntimeException failure) {
                if (!tried.mayBeRepeatedAfter(failure)) {
                    throw failure;
                } else if (number == policy.tries()) {
                    throw new RetriesExhaustedException(number, failure);
                }
                pauseAfter(number, failure);
            }
        }
    }

    private void pauseAfter(int number, RuntimeException failure) {
        long longest = policy.longestPauseAfter(number).toNanos();
        // Full jitter: those who lost together do not come back together.
        Duration jittered = Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest + 1));
        try {
            pause.pause(jittered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(interrupted);
            throw failure;
        }
    }

    /** Remembers the attempt that the runner's transaction was given to. */
    private static final class Try<T> {
        private final Function<Attempt, T> work;
        private final int number;
        private volatile @Nullable Attempt attempt;

        Try(Function<Attempt, T> work, int number) {
            this.work = work;
            this.number = number;
        }

        T run(DSLContext tx) {
            Attempt mine = new Attempt(tx, number);
            attempt = mine;
            return work.apply(mine);
        }

        boolean mayBeRepeatedAfter(RuntimeException failure) {
            Attempt mine = attempt;
            return mine != null && (mine.causedBy(failure) || SqlState.isConflict(failure));
        }
    }
}
