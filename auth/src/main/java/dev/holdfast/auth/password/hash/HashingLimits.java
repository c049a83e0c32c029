package dev.holdfast.auth.password.hash;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How much a {@link HashingPool} may take.
 *
 * @param lanes how many hashes are computed at once, 1 to 64; memory is lanes × {@code memoryKib}
 * @param queue how many callers may wait for a lane, 0 to 10000; more are refused at once
 * @param queueTimeout how long a caller waits at most, 1 ms to 30 s
 * @param memoryKib the most memory a hash may take, 0 to 1048576; one that wants more is not computed
 */
public record HashingLimits(int lanes, int queue, Duration queueTimeout, int memoryKib) {
    /** The share of the heap that all lanes together take by default: a quarter. */
    private static final int HEAP_SHARE = 4;

    private static final int QUEUE_PER_LANE = 32;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public HashingLimits {
        Require.between("lanes", lanes, 1, 64);
        Require.between("queue", queue, 0, 10_000);
        Require.between("queueTimeout", queueTimeout, Duration.ofMillis(1), Duration.ofSeconds(30));
        Require.between("memoryKib", memoryKib, 0, 1024 * 1024);
    }

    /**
     * Limits for this JVM: a lane a processor, as far as a quarter of the heap holds them; 32 waiting a lane, 2 s.
     *
     * @param memoryKib the memory of the dearest hash, as {@link HashScheme#memoryKib()} gives it
     * @return the limits
     */
    public static HashingLimits defaults(int memoryKib) {
        Runtime jvm = Runtime.getRuntime();
        return forMachine(jvm.availableProcessors(), jvm.maxMemory(), memoryKib);
    }

    static HashingLimits forMachine(int processors, long heapBytes, int memoryKib) {
        long fitting = heapBytes / HEAP_SHARE / 1024 / Math.max(memoryKib, 1);
        int lanes = (int) Math.max(1, Math.min(Math.min(processors, 64), fitting));
        return new HashingLimits(lanes, lanes * QUEUE_PER_LANE, Duration.ofSeconds(2), memoryKib);
    }

    /**
     * The same with another number of lanes.
     *
     * @param value 1 to 64
     * @return the limits
     */
    public HashingLimits withLanes(int value) {
        return new HashingLimits(value, queue, queueTimeout, memoryKib);
    }

    /**
     * The same with another queue.
     *
     * @param length how many may wait
     * @param timeout how long
     * @return the limits
     */
    public HashingLimits withQueue(int length, Duration timeout) {
        return new HashingLimits(lanes, length, timeout, memoryKib);
    }

    /** When a caller who was refused may try again: by then everybody who waits now is served or refused. */
    Duration retryAfter() {
        Duration second = Duration.ofSeconds(1);
        return queueTimeout.compareTo(second) < 0 ? second : queueTimeout;
    }
}
