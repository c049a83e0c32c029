package dev.holdfast.auth.password.hash;

import dev.holdfast.core.metric.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bound on how many passwords are hashed at once: memory and processors are safe under a flood of logins.
 *
 * <p>Owns no thread: a hash is computed on its caller's thread while that holds one of the pool's lanes. Those who wait
 * are served in the order of arrival; who comes when the queue is full, or waits longer than the queue's time-out, gets
 * nothing and may try again after {@link #retryAfter()}. One pool a JVM. Thread-safe.
 *
 * <p>Each lane keeps the memory of Argon2id for the next hash: {@link #close()} gives it back to the heap.
 */
public final class HashingPool implements AutoCloseable {
    private final HashingLimits limits;
    private final Metrics metrics;
    private final BlockingQueue<HashingLane> free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HashingPool(HashingLimits limits, Metrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
        // Fair: first come, first served, so that nobody waits longer than the queue in front.
        this.free = new ArrayBlockingQueue<>(limits.lanes(), true);
        for (int i = 0; i < limits.lanes(); i++) {
            free.add(new HashingLane(metrics, limits.memoryKib()));
        }
    }

    /**
     * A pool that counts nothing.
     *
     * @param limits how much it may take
     * @return the pool
     * @throws IllegalStateException when Bouncy Castle is not on the class path
     */
    public static HashingPool of(HashingLimits limits) {
        return of(limits, Metrics.discarding());
    }

    /**
     * A pool that counts hashes ({@code holdfast.password.hash}) and refusals ({@code holdfast.password.busy}).
     *
     * @param limits how much it may take
     * @param metrics where counts go
     * @return the pool
     * @throws IllegalStateException when Bouncy Castle is not on the class path
     */
    public static HashingPool of(HashingLimits limits, Metrics metrics) {
        try {
            return new HashingPool(limits, metrics);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "password hashing needs Bouncy Castle: add org.bouncycastle:bcprov-jdk18on to the application", e);
        }
    }

    /**
     * Runs work on a lane, on the caller's thread.
     *
     * <p>Hold no connection meanwhile: the wait may be as long as the queue's time-out. An interrupted caller is refused,
     * and stays interrupted.
     *
     * @param work computes; keeps no reference to the lane
     * @param <T> the result's type
     * @return the result; empty when no lane was free in time
     * @throws IllegalStateException when the pool is closed
     */
    public <T> Optional<T> tryRun(Function<HashingLane, T> work) {
        requireOpen();
        HashingLane lane = acquire();
        if (lane == null) {
            metrics.count("holdfast.password.busy");
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(lane));
        } finally {
            // One lane in, one lane out: there is always room.
            free.add(lane);
            if (closed.get()) {
                free.clear();
            }
        }
    }

    /**
     * When a refused caller may try again.
     *
     * @return the queue's time-out, at least a second
     */
    public Duration retryAfter() {
        return limits.retryAfter();
    }

    /**
     * Whether a hash of the scheme fits into a lane.
     *
     * @param scheme the scheme
     * @return false when it wants more memory than {@link HashingLimits#memoryKib()}
     */
    public boolean fits(HashScheme scheme) {
        return scheme.memoryKib() <= limits.memoryKib();
    }

    /** Drops the lanes' memory; hashes under way come to their end. Calling again changes nothing. */
    @Override
    public void close() {
        closed.set(true);
        free.clear();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the hashing pool is closed: close it after the application's last login");
        }
    }

    private @Nullable HashingLane acquire() {
        HashingLane lane = free.poll();
        if (lane != null) {
            return lane;
        }
        if (waiting.incrementAndGet() > limits.queue()) {
            waiting.decrementAndGet();
            return null;
        }
        try {
            return free.poll(limits.queueTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            waiting.decrementAndGet();
        }
    }
}
