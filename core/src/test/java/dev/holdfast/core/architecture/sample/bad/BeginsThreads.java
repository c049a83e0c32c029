package dev.holdfast.core.architecture.sample.bad;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class BeginsThreads {
    private BeginsThreads() {}

    static Thread thread() {
        return new Thread(() -> {});
    }

    static ExecutorService pool() {
        return Executors.newCachedThreadPool();
    }

    static CompletableFuture<Void> common() {
        return CompletableFuture.runAsync(() -> {});
    }
}
