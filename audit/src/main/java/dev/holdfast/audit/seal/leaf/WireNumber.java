package dev.holdfast.audit.seal.leaf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;

/** Numbers as PostgreSQL sends them in binary: big-endian, with their sign. */
final class WireNumber {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long MICROS = 1_000_000;

    /** PostgreSQL counts from 2000-01-01 UTC. */
    private static final long EPOCH = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * MICROS;

    private WireNumber() {}

    static int length(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static long read(byte[] bytes, int at, int length) {
        return switch (length) {
            case Short.BYTES -> (short) SHORTS.get(bytes, at);
            case Integer.BYTES -> (int) INTS.get(bytes, at);
            case Long.BYTES -> (long) LONGS.get(bytes, at);
            default -> throw new IllegalArgumentException("number must have 2, 4 or 8 bytes, got " + length);
        };
    }

    /** A time as microseconds since 1970; infinity, and years that no clock shows, are the ends of the range. */
    static long micros(byte[] bytes, int at, int length) {
        long since2000 = read(bytes, at, length);
        if (since2000 == Long.MIN_VALUE) {
            return since2000;
        }
        long limit = Long.MAX_VALUE / MICROS * MICROS;
        return since2000 >= limit - EPOCH ? Long.MAX_VALUE : since2000 + EPOCH;
    }
}
