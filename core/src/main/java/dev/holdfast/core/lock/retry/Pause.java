package dev.holdfast.core.lock.retry;

import java.time.Duration;

/** How a retry waits: the port that a test replaces so that nothing sleeps. Implementations are thread-safe. */
@FunctionalInterface
public interface Pause {
    /**
     * Waits.
     *
     * @param duration how long, zero or more
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Puts the thread to sleep.
     *
     * @return the ordinary pause
     */
    static Pause sleeping() {
        return duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
}
