package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.Overflow;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between callers and one writing thread. Closing and entering exclude each other: an event is either in
 * before the close, and answered by the writer, or turned away. Thread-safe.
 */
public final class Intake {
    /** Counts events turned away, labelled {@code reason}. */
    public static final String DROPPED_COUNTER = "holdfast.audit.dropped";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Queue<Pending> queue = new ArrayDeque<>();
    private final RecorderPolicy policy;
    private final DropLedger drops;
    private final Metrics metrics;
    private final EventDoor door;
    private final BatchTarget target;
    private List<Pending> inFlight = List.of();
    private @Nullable Thread writer;
    private boolean closed;
    private boolean toldLast;

    /**
     * An empty intake.
     *
     * @param policy capacity and overflow
     * @param drops counts what is turned away
     * @param host counts it, too, and has the door
     * @param target makes events durable; also called by callers, where the policy says so
     */
    public Intake(RecorderPolicy policy, DropLedger drops, RecorderHost host, BatchTarget target) {
        this.policy = policy;
        this.drops = drops;
        this.metrics = host.metrics();
        this.door = host.door();
        this.target = target;
    }

    /** How a caller's attempt to enter ended. */
    private enum Entry {
        IN,
        FULL,
        CLOSED,
        INTERRUPTED
    }

    /**
     * Takes an event.
     *
     * @param event what happened
     * @return its answer
     */
    public CompletionStage<UUID> take(SecurityEvent event) {
        Pending pending = target.pending(event, door);
        if (pending.isRefused()) {
            return pending.stage();
        }
        switch (enter(pending)) {
            case IN -> {}
            case FULL -> overflow(pending);
            case INTERRUPTED -> turnAway(pending, Reason.INTERRUPTED);
            case CLOSED -> pending.fail(Reason.CLOSED, null);
        }
        return pending.stage();
    }

    private Entry enter(Pending pending) {
        lock.lock();
        try {
            long wait = Thread.currentThread() == writer
                    ? 0
                    : policy.overflow().patience().toNanos();
            while (!closed && queue.size() >= policy.capacity()) {
                if (wait <= 0) {
                    return Entry.FULL;
                }
                wait = drained.awaitNanos(wait);
            }
            if (closed) {
                return Entry.CLOSED;
            }
            queue.add(pending);
            filled.signal();
            return Entry.IN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Entry.INTERRUPTED;
        } finally {
            lock.unlock();
        }
    }

    private void overflow(Pending pending) {
        if (policy.overflow().kind() == Overflow.Kind.RUN_IN_CALLER) {
            writeHere(pending);
        } else {
            turnAway(pending, Reason.FULL);
        }
    }

    /** An interrupt that came before is for what the caller does next: at a file it would close it. */
    private void writeHere(Pending pending) {
        boolean interrupted = Thread.interrupted();
        try {
            target.write(List.of(pending));
        } catch (RuntimeException failure) {
            pending.fail(Reason.IN_DOUBT, failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void turnAway(Pending pending, Reason reason) {
        drops.add();
        metrics.count(DROPPED_COUNTER, "reason", reason == Reason.FULL ? "full" : "interrupted");
        pending.fail(reason, null);
    }

    /**
     * Waits for events and gives the next batch, which counts as in flight until the next call. With the events comes one
     * that tells of those turned away.
     *
     * @return the batch; empty when the intake is closed and nothing is left
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    List<Pending> next() throws InterruptedException {
        lock.lock();
        try {
            writer = Thread.currentThread();
            inFlight = List.of();
            while (queue.isEmpty() && !closed) {
                filled.await();
            }
            List<Pending> batch = new ArrayList<>(Math.min(queue.size(), policy.batchEvents()) + 1);
            while (batch.size() < policy.batchEvents() && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            tellOfDrops(batch);
            inFlight = batch;
            drained.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** At the end once more, even if no event is left to come along: but not over and over when it cannot be written. */
    private void tellOfDrops(List<Pending> batch) {
        boolean last = closed && queue.isEmpty();
        if (!last || !toldLast) {
            drops.tell().ifPresent(batch::add);
        }
        toldLast = last;
    }

    /**
     * Takes no further event.
     *
     * @return the events that are neither answered nor failed yet
     */
    public List<Pending> close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            drained.signalAll();
            List<Pending> open = new ArrayList<>(inFlight);
            open.removeIf(pending -> pending.answer().isDone());
            open.addAll(queue);
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Fails what nobody has taken up: the deadline is over. */
    void abandon() {
        lock.lock();
        try {
            queue.forEach(pending -> pending.fail(Reason.CLOSED, null));
            queue.clear();
            inFlight.forEach(pending -> pending.fail(Reason.IN_DOUBT, null));
        } finally {
            lock.unlock();
        }
    }

    /** How many events wait. */
    public int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }
}
