package dev.holdfast.audit.record;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How a recorder queues, batches, retries and closes.
 *
 * @param capacity how many events wait at most; 1 to 1,000,000, default 16,384 (about 16 MB of ordinary events)
 * @param batchEvents how many events are made durable together at most; 1 to 50,000, default 5,000
 * @param overflow what a full recorder does with a further event; default: holds up the caller for PT1S
 * @param retryFor how long a batch is tried when the database cannot be used; PT0S to P1D, default PT1M. A spool goes on
 *     trying for ever, since its events are safe
 * @param closeWithin how long {@link Recorder#close()} takes at most; PT0S to PT1H, default PT30S
 */
public record RecorderPolicy(
        int capacity, int batchEvents, Overflow overflow, Duration retryFor, Duration closeWithin) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when one is exceeded
     */
    public RecorderPolicy {
        Require.between("capacity", capacity, 1, 1_000_000);
        Require.between("batchEvents", batchEvents, 1, 50_000);
        Require.between("retryFor", retryFor, Duration.ZERO, Duration.ofDays(1));
        Require.between("closeWithin", closeWithin, Duration.ZERO, Duration.ofHours(1));
    }

    /**
     * The defaults.
     *
     * @return the usual policy
     */
    public static RecorderPolicy defaults() {
        return new RecorderPolicy(
                16_384, 5_000, Overflow.block(Duration.ofSeconds(1)), Duration.ofMinutes(1), Duration.ofSeconds(30));
    }

    /**
     * The same with another queue.
     *
     * @param events how many wait at most
     * @return the policy
     */
    public RecorderPolicy withCapacity(int events) {
        return new RecorderPolicy(events, batchEvents, overflow, retryFor, closeWithin);
    }

    /**
     * The same with other batches.
     *
     * @param events how many are made durable together at most
     * @return the policy
     */
    public RecorderPolicy withBatchEvents(int events) {
        return new RecorderPolicy(capacity, events, overflow, retryFor, closeWithin);
    }

    /**
     * The same with another answer to a full queue.
     *
     * @param value what a full recorder does
     * @return the policy
     */
    public RecorderPolicy withOverflow(Overflow value) {
        return new RecorderPolicy(capacity, batchEvents, value, retryFor, closeWithin);
    }

    /**
     * The same with another limit on retries.
     *
     * @param value how long a batch is tried
     * @return the policy
     */
    public RecorderPolicy withRetryFor(Duration value) {
        return new RecorderPolicy(capacity, batchEvents, overflow, value, closeWithin);
    }

    /**
     * The same with another deadline for closing.
     *
     * @param value how long closing takes at most
     * @return the policy
     */
    public RecorderPolicy withCloseWithin(Duration value) {
        return new RecorderPolicy(capacity, batchEvents, overflow, retryFor, value);
    }
}
