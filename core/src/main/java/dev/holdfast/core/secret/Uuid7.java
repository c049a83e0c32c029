package dev.holdfast.core.secret;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7: in the order of time, unique without asking the database.
 *
 * <p>One instance never gives an id that is not greater than the one before. When the clock steps back by at most
 * {@value #MAX_STEP_BACK_MILLIS} ms it keeps counting from the time it had reached; after a greater step (a clock that
 * was wrong and has been set right) it follows the clock, and only uniqueness is kept. Thread-safe: share one.
 *
 * <p>Source: RFC 9562 §5.7, with a 12-bit counter in {@code rand_a} (§6.2, method 1) and 62 random bits.
 */
public final class Uuid7 {
    /** The greatest step back of the clock, in milliseconds, over which the order is kept. */
    public static final long MAX_STEP_BACK_MILLIS = 10_000;

    private static final int COUNTER_MAX = 0xFFF;
    private static final int COUNTER_START_MAX = 0x7FF;
    private static final long TIME_MAX = 0xFFFF_FFFF_FFFFL;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis = -1;
    private int counter;

    private Uuid7(Clock clock) {
        this.clock = clock;
    }

    /**
     * A source of ids.
     *
     * @param clock where the time comes from
     * @return the source
     */
    public static Uuid7 of(Clock clock) {
        return new Uuid7(clock);
    }

    /**
     * The next id.
     *
     * @return a UUID of version 7, greater than the last one this source gave
     */
    public UUID next() {
        // One draw for the 62 random bits and the 11 of the counter's start: each draw takes the source's lock.
        byte[] drawn = new byte[Long.BYTES + Short.BYTES];
        random.nextBytes(drawn);
        ByteBuffer bits = ByteBuffer.wrap(drawn);
        long low = bits.getLong();
        int start = bits.getShort() & COUNTER_START_MAX;
        long high;
        synchronized (this) {
            advance(clock.millis(), start);
            high = (lastMillis << 16) | 0x7000L | counter;
        }
        return new UUID(high, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    /**
     * The time an id was made at.
     *
     * @param id a UUID of version 7
     * @return milliseconds since 1970-01-01T00:00Z
     * @throws IllegalArgumentException when it is of another variant or version
     */
    public static long millisOf(UUID id) {
        if (id.variant() != 2 || id.version() != 7) {
            throw new IllegalArgumentException(
                    "id must be a UUID of version 7, got variant " + id.variant() + " and version " + id.version());
        }
        return id.getMostSignificantBits() >>> 16;
    }

    /**
     * The lower bound of the ids made at a time or after it, for ranges of ids.
     *
     * @param time between 1970 and 10889; truncated to milliseconds
     * @return a UUID that is not itself of version 7; in the database's order no id made at the time is less
     * @throws IllegalArgumentException when no id can hold the time
     */
    public static UUID lowestAt(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.ofEpochMilli(TIME_MAX))) {
            throw new IllegalArgumentException("time must be between 1970 and 10889, got " + time);
        }
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    private void advance(long now, int start) {
        if (now < 0 || now > TIME_MAX) {
            throw new IllegalStateException("clock must be between 1970 and 10889, got " + now + " ms");
        }
        if (now > lastMillis || lastMillis - now > MAX_STEP_BACK_MILLIS) {
            lastMillis = now;
            // Room is left above the random start, so that a burst within one millisecond seldom borrows from the next.
            counter = start;
        } else if (counter < COUNTER_MAX) {
            counter++;
        } else {
            lastMillis++;
            counter = 0;
        }
    }
}
