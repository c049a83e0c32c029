package dev.holdfast.migration.apply.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.migration.apply.Blocker;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Tries a transaction again that lost against a lock or a deadlock: the whole of it, after a pause, a bounded number of
 * times, and every time with the time-out.
 */
final class Attempts {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> LOST = Set.of(LOCK_NOT_AVAILABLE, SqlState.DEADLOCK_DETECTED);

    private final Bench bench;
    private final Failures failures;
    private final SecureRandom random = new SecureRandom();

    Attempts(Bench bench, Failures failures) {
        this.bench = bench;
        this.failures = failures;
    }

    /** One transaction; when it returns, it is committed. */
    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    /** What is tried, and what to say when it fails for good. */
    record Trial(Failures.Subject subject, RunObserver.Migration observed, Duration lockTimeout, String next) {}

    /** Tries; gives the number of attempts it took. */
    @CanIgnoreReturnValue
    int run(Trial trial, Attempt attempt) {
        for (int number = 1; ; number++) {
            bench.watch().arm(trial.lockTimeout());
            try {
                attempt.run();
                bench.watch().disarm();
                return number;
            } catch (MigrationException failure) {
                bench.watch().disarm();
                bench.session().rollBack(failure);
                throw failure;
            } catch (Exception failure) {
                List<Blocker> blockers = bench.watch().disarm();
                bench.session().rollBack(failure);
                if (!isLost(failure) || number >= bench.policy().attempts()) {
                    throw failures.of(trial.subject(), failure, isLost(failure) ? blockers : List.of(), trial.next());
                }
                pauseAfter(trial, number, failure, blockers);
            } catch (Error failure) {
                bench.watch().disarm();
                bench.session().rollBack(failure);
                throw failure;
            }
        }
    }

    static boolean isLost(Exception failure) {
        return SqlState.of(failure).filter(LOST::contains).isPresent();
    }

    private void pauseAfter(Trial trial, int number, Exception failure, List<Blocker> blockers) {
        long longest = bench.policy().longestPauseAfter(number).toNanos();
        // Full jitter: those who lost together do not come back together.
        Duration pause = Duration.ofNanos(random.nextLong(longest + 1));
        bench.observer()
                .retrying(
                        trial.observed(),
                        new RunObserver.Retry(number, SqlState.of(failure).orElse(""), pause, blockers));
        try {
            bench.pause().pause(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(interrupted);
            throw failures.of(trial.subject(), failure, blockers, trial.next());
        }
    }
}
