package dev.holdfast.examples.zekka.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Zekka's nodes, which all start with a deployment; owns a thread for each of two. Thread-safe. */
public final class Nodes implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    /** Lets a node do something, and gives what will come of it. */
    public <T> CompletableFuture<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /** Lets no more be begun, and interrupts what is still at work. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
