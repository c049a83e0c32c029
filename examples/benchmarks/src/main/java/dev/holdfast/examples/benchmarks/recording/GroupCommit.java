package dev.holdfast.examples.benchmarks.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A minimal group commit: callers queue their bytes and wait, one thread writes what is there, forces it, and answers all
 * of them. Owns a daemon thread; thread-safe.
 */
final class GroupCommit implements Closeable {
    private static final int GROUP_BYTES = 1 << 20;

    private final JournalFile file;
    private final Thread writer;
    private List<Entry> waiting = new ArrayList<>();
    private boolean closed;

    GroupCommit(JournalFile file) {
        this.file = file;
        this.writer = new Thread(this::run, "group-commit");
        writer.setDaemon(true);
        writer.start();
    }

    private record Entry(ByteBuffer bytes, CompletableFuture<Void> durable) {}

    /** Returns when the record is durable. */
    void append(ByteBuffer bytes) {
        Entry entry = new Entry(bytes, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(entry);
            notifyAll();
        }
        Void unused = entry.durable.join();
    }

    long records() {
        return file.records();
    }

    private void run() {
        ByteBuffer group = ByteBuffer.allocate(GROUP_BYTES);
        for (List<Entry> next = next(); !next.isEmpty(); next = next()) {
            for (Entry entry : next) {
                group.putInt(entry.bytes.remaining()).put(entry.bytes);
            }
            write(group.flip(), next);
            group.clear();
        }
    }

    private void write(ByteBuffer group, List<Entry> entries) {
        try {
            file.append(group, entries.size());
            entries.forEach(entry -> entry.durable.complete(null));
        } catch (IOException failure) {
            entries.forEach(entry -> entry.durable.completeExceptionally(failure));
        }
    }

    /** As many callers as there are wait at most, and so as many records; empty at the end. */
    private synchronized List<Entry> next() {
        try {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException ended) {
            closed = true;
        }
        List<Entry> next = waiting;
        waiting = new ArrayList<>();
        return next;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
