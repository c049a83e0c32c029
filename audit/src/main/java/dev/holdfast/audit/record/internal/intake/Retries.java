package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.record.internal.write.Patience;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between tries with growing, jittered pauses, until a time is over or somebody stops it. Thread-safe. */
public final class Retries implements Patience {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MAX_DOUBLINGS = 20;

    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long limit;
    private final long longest;

    /**
     * Retries within a time.
     *
     * @param limit how long a batch is tried in all
     * @param longest the longest pause
     */
    public Retries(Duration limit, Duration longest) {
        this.limit = limit.toNanos();
        this.longest = longest.toNanos();
    }

    @Override
    public boolean goesOn(int failed, long sinceNanos) {
        long pause = Math.min(longest, FIRST_NANOS << Math.min(failed - 1, MAX_DOUBLINGS));
        // Full jitter: writers that failed together do not come back together.
        long jittered = Math.min(random.nextLong(pause + 1), limit - sinceNanos);
        if (jittered <= 0) {
            return false;
        }
        try {
            return !stopped.await(jittered, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends every wait: there is no further try. */
    public void stop() {
        stopped.countDown();
    }
}
