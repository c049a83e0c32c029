package dev.holdfast.audit.record.internal.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing tuple: each field its length and its bytes, or the length -1 for null. Not thread-safe. */
final class TupleBytes {
    private static final int NULL = -1;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[1024];
    private int size;

    void begin(int fields) {
        size = 0;
        putShort(fields);
    }

    byte[] end() {
        return Arrays.copyOf(bytes, size);
    }

    void uuid(long high, long low) {
        putInt(16);
        putLong(high);
        putLong(low);
    }

    void none() {
        putInt(NULL);
    }

    void int8(long value) {
        putInt(Long.BYTES);
        putLong(value);
    }

    void int2(int value) {
        putInt(Short.BYTES);
        putShort(value);
    }

    void bool(boolean value) {
        putInt(1);
        putByte(value ? 1 : 0);
    }

    void text(@Nullable String value) {
        if (value == null) {
            none();
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            putInt(utf8.length);
            putAll(utf8);
        }
    }

    void jsonb(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        putInt(1 + utf8.length);
        putByte(1);
        putAll(utf8);
    }

    void inet(byte @Nullable [] address) {
        if (address == null) {
            putInt(NULL);
            return;
        }
        boolean v4 = address.length == 4;
        putInt(4 + address.length);
        putByte(v4 ? 2 : 3);
        putByte(v4 ? 32 : 128);
        putByte(0);
        putByte(address.length);
        putAll(address);
    }

    private void putByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void putShort(int value) {
        putByte(value >> 8);
        putByte(value);
    }

    private void putInt(int value) {
        room(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
    }

    private void putLong(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    private void putAll(byte[] values) {
        room(values.length);
        System.arraycopy(values, 0, bytes, size, values.length);
        size += values.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
