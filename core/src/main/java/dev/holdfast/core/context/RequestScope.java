package dev.holdfast.core.context;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of one thread's work that belongs to one request: while it is open, {@link #current()} gives the
 * request's context.
 *
 * <p>Scopes nest; closing one gives back the context before. Open and close on the same thread, in a
 * try-with-resources statement. A context crosses threads only where it is carried:
 *
 * <pre>{@code
 * Executor pool = RequestScope.carrying(hostPool);
 * CompletableFuture.supplyAsync(this::load, pool).thenApplyAsync(this::render, pool);
 * }</pre>
 *
 * <p><em>Misuse.</em> Closing twice does nothing. Closing a scope while one opened within it is still open closes that
 * one too. Closing on another thread throws, and leaves both threads as they were. Whatever happens inside carried work,
 * the thread it ran on has afterwards the context it had before.
 */
public final class RequestScope implements AutoCloseable {
    private static final ThreadLocal<@Nullable RequestScope> INNERMOST = new ThreadLocal<>();

    private final Thread owner = Thread.currentThread();
    private final RequestContext context;
    private final List<ScopeBridge> bridges;
    private final @Nullable RequestScope outer;
    private final List<Runnable> restorers = new ArrayList<>();
    private boolean closed;

    private RequestScope(RequestContext context, List<ScopeBridge> bridges, @Nullable RequestScope outer) {
        this.context = context;
        this.bridges = bridges;
        this.outer = outer;
    }

    /**
     * Opens a scope on this thread.
     *
     * @param context the request's context
     * @param bridges show the context elsewhere too; those of the scope around this one keep doing so unasked
     * @return the scope, to be closed on this thread
     */
    public static RequestScope open(RequestContext context, ScopeBridge... bridges) {
        return open(context, List.of(bridges));
    }

    /**
     * The context of the innermost open scope of this thread.
     *
     * @return the context; {@link RequestContext#none()} when no scope is open
     */
    public static RequestContext current() {
        RequestScope scope = INNERMOST.get();
        return scope == null ? RequestContext.none() : scope.context;
    }

    /**
     * Work that runs, on whatever thread, in the context of the thread that calls this method now.
     *
     * @param work the work
     * @return the same work in a scope of its own
     */
    public static Runnable carrying(Runnable work) {
        Snapshot snapshot = Snapshot.take();
        return () -> {
            RequestScope scope = snapshot.open();
            try {
                work.run();
            } finally {
                scope.close();
            }
        };
    }

    /**
     * Work with a result, as {@link #carrying(Runnable)}. Named apart, since a lambda fits both this and a supplier.
     *
     * @param work the work
     * @param <T> the result's type
     * @return the same work in a scope of its own
     */
    public static <T> Callable<T> carryingCallable(Callable<T> work) {
        Snapshot snapshot = Snapshot.take();
        return () -> {
            RequestScope scope = snapshot.open();
            try {
                return work.call();
            } finally {
                scope.close();
            }
        };
    }

    /**
     * A supplier, as {@link #carrying(Runnable)}.
     *
     * @param work the work
     * @param <T> the result's type
     * @return the same work in a scope of its own
     */
    public static <T> Supplier<T> carryingSupplier(Supplier<T> work) {
        Snapshot snapshot = Snapshot.take();
        return () -> {
            RequestScope scope = snapshot.open();
            try {
                return work.get();
            } finally {
                scope.close();
            }
        };
    }

    /**
     * An executor that runs each task in the context of the thread that handed the task in.
     *
     * @param executor the host's executor
     * @return the executor to hand tasks to
     */
    public static Executor carrying(Executor executor) {
        return task -> executor.execute(carrying(task));
    }

    /**
     * An executor service that runs each task in the context of the thread that handed the task in.
     *
     * <p>Its life is the host's service's: shutting one down shuts down the other.
     *
     * @param executor the host's service
     * @return the service to hand tasks to
     */
    public static ExecutorService carrying(ExecutorService executor) {
        return new CarryingExecutor(executor);
    }

    /**
     * Gives this thread back the context it had before.
     *
     * @throws IllegalStateException when called on another thread than the one that opened the scope
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("scope must be closed on thread '" + owner.getName()
                    + "', which opened it, got '" + Thread.currentThread().getName()
                    + "': carry the context over instead");
        }
        while (!closed) {
            RequestScope innermost = INNERMOST.get();
            (innermost == null ? this : innermost).end();
        }
    }

    private void end() {
        closed = true;
        if (outer == null) {
            // Nothing is left behind in a pooled thread, not even an empty holder.
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        for (int i = restorers.size() - 1; i >= 0; i--) {
            restorers.get(i).run();
        }
    }

    private static RequestScope open(RequestContext context, List<ScopeBridge> added) {
        RequestScope outer = INNERMOST.get();
        List<ScopeBridge> bridges = new ArrayList<>(outer == null ? List.of() : outer.bridges);
        added.stream().filter(bridge -> !bridges.contains(bridge)).forEach(bridges::add);
        RequestScope scope = new RequestScope(context, bridges, outer);
        INNERMOST.set(scope);
        try {
            bridges.forEach(bridge -> scope.restorers.add(bridge.show(context)));
        } catch (Throwable failure) {
            scope.close();
            throw failure;
        }
        return scope;
    }

    /** What is carried: a context and the bridges that show it. */
    private record Snapshot(RequestContext context, List<ScopeBridge> bridges) {
        static Snapshot take() {
            RequestScope scope = INNERMOST.get();
            return scope == null
                    ? new Snapshot(RequestContext.none(), List.of())
                    : new Snapshot(scope.context, scope.bridges);
        }

        RequestScope open() {
            return RequestScope.open(context, bridges);
        }
    }
}
