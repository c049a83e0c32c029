package dev.holdfast.audit.record;

import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Records into a list: the smallest form that keeps the contract, for faults to be made in. Thread-safe. */
class MemoryRecorder implements Recorder {
    private final List<UUID> rows = new ArrayList<>();
    private final List<Waiting> open = new ArrayList<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final int capacity;
    private final CountDownLatch begin;
    private boolean closed;
    private long dropped;
    private long told;

    private MemoryRecorder(int capacity, CountDownLatch begin) {
        this.capacity = capacity;
        this.begin = begin;
    }

    MemoryRecorder() {
        this(1000, new CountDownLatch(0));
    }

    /** Takes two events, and writes none until a third was turned away. */
    static MemoryRecorder crowded() {
        return new MemoryRecorder(2, new CountDownLatch(1));
    }

    /** Writes nothing before it is closed. */
    static MemoryRecorder stuck() {
        return new MemoryRecorder(1000, new CountDownLatch(1));
    }

    /** An event and its answer, which nobody but the recorder completes. */
    private static final class Waiting extends CompletableFuture<UUID> {
        private final UUID id;

        private Waiting(UUID id) {
            this.id = id;
        }

        @Override
        public CompletableFuture<UUID> toCompletableFuture() {
            return copy();
        }

        private Waiting refused(Reason reason) {
            boolean unused = completeExceptionally(new NotRecordedException(id, reason, null));
            return this;
        }
    }

    @Override
    public synchronized CompletionStage<UUID> record(SecurityEvent event) {
        Waiting waiting = new Waiting(event.id());
        if (closed) {
            return waiting.refused(Reason.CLOSED);
        }
        if (open.size() == capacity) {
            dropped++;
            begin.countDown();
            return waiting.refused(Reason.FULL);
        }
        open.add(waiting);
        writer.execute(() -> write(waiting));
        return waiting;
    }

    private void write(Waiting waiting) {
        try {
            begin.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (open.remove(waiting)) {
                if (isNew(waiting.id)) {
                    rows.add(waiting.id);
                }
                boolean unused = waiting.complete(waiting.id);
            }
        }
    }

    /** Whether the list lacks an event. */
    boolean isNew(UUID id) {
        return !rows.contains(id);
    }

    /** As if nothing had been turned away. */
    synchronized void forgetDrops() {
        told = 0;
    }

    synchronized List<UUID> rows() {
        return List.copyOf(rows);
    }

    synchronized long told() {
        return told;
    }

    @Override
    public CloseReport close(Duration within) {
        synchronized (this) {
            closed = true;
        }
        writer.shutdown();
        if (within.isZero()) {
            List<Runnable> unused = writer.shutdownNow();
        }
        begin.countDown();
        try {
            boolean unused = writer.awaitTermination(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            List<UUID> left = open.stream()
                    .map(waiting -> waiting.refused(Reason.CLOSED).id)
                    .toList();
            open.clear();
            told += dropped;
            dropped = 0;
            return new CloseReport(0, left, List.of(), 0, 0);
        }
    }

    @Override
    public void close() {
        CloseReport unused = close(Duration.ofSeconds(30));
    }
}
