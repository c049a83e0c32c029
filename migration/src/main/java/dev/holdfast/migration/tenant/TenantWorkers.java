package dev.holdfast.migration.tenant;

import dev.holdfast.migration.tenant.TenantOutcome.Failed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Owns the threads of one run; closed when it ends, after those at work have finished. */
final class TenantWorkers implements AutoCloseable {
    private final ExecutorService threads;
    private final int failuresAllowed;
    private final int parallelism;
    private final Function<String, TenantOutcome> work;
    private final AtomicInteger failures = new AtomicInteger();
    private final Queue<Throwable> defects = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    TenantWorkers(TenantPolicy policy, Function<String, TenantOutcome> work) {
        this.parallelism = policy.parallelism();
        this.failuresAllowed = policy.failuresAllowed();
        this.threads = Executors.newFixedThreadPool(parallelism);
        this.work = work;
    }

    /** The outcomes of the tenants that were reached. */
    Collection<TenantOutcome> run(List<String> tenants) {
        Queue<String> waiting = new ConcurrentLinkedQueue<>(tenants);
        Queue<TenantOutcome> outcomes = new ConcurrentLinkedQueue<>();
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(parallelism, tenants.size()); i++) {
            workers.add(threads.submit(() -> takeTurns(waiting, outcomes)));
        }
        workers.forEach(this::finish);
        Throwable defect = defects.peek();
        if (defect != null) {
            throw new IllegalStateException("a tenant's migration ended in an error of the program", defect);
        }
        return outcomes;
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.shutdown();
    }

    private void takeTurns(Queue<String> waiting, Queue<TenantOutcome> outcomes) {
        while (!stopped.get()) {
            String tenant = waiting.poll();
            if (tenant == null) {
                return;
            }
            TenantOutcome outcome = work.apply(tenant);
            outcomes.add(outcome);
            if (outcome instanceof Failed && failures.incrementAndGet() > failuresAllowed) {
                stopped.set(true);
            }
        }
    }

    /** Waits to the end even when interrupted, since a migration at work cannot be left alone. */
    private void finish(Future<?> worker) {
        boolean interrupted = false;
        try {
            while (!worker.isDone()) {
                try {
                    worker.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stopped.set(true);
                } catch (ExecutionException e) {
                    stopped.set(true);
                    defects.add(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
