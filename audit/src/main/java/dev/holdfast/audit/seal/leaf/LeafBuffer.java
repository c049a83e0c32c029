package dev.holdfast.audit.seal.leaf;

import java.util.Arrays;

/** Bytes that grow and are used again; numbers are big-endian. */
final class LeafBuffer {
    private byte[] bytes = new byte[2048];
    private int length;

    void clear() {
        length = 0;
    }

    /** Takes back what was written since. */
    void cut(int shorter) {
        length = shorter;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        length += 4;
        setInt(length - 4, value);
    }

    void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Leaves room for a length that is known later. */
    int mark() {
        putInt(0);
        return length;
    }

    /** Sets the length since a mark. */
    void close(int mark) {
        setInt(mark - 4, length - mark);
    }

    void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Strict UTF-8: half a surrogate pair has no bytes, and is refused rather than replaced. */
    void putText(String text) {
        int count = text.length();
        reserve(3 * count);
        int i = 0;
        for (; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                break;
            }
            bytes[length++] = (byte) c;
        }
        while (i < count) {
            int point = text.codePointAt(i);
            putPoint(point);
            i += Character.charCount(point);
        }
    }

    void putPoint(int point) {
        reserve(4);
        if (point < 0x80) {
            bytes[length++] = (byte) point;
        } else if (point < 0x800) {
            bytes[length++] = (byte) (0xC0 | (point >> 6));
            putTail(point, 0);
        } else if (point < 0x10000) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("text must be Unicode, got half a surrogate pair");
            }
            bytes[length++] = (byte) (0xE0 | (point >> 12));
            putTail(point, 6);
            putTail(point, 0);
        } else {
            bytes[length++] = (byte) (0xF0 | (point >> 18));
            putTail(point, 12);
            putTail(point, 6);
            putTail(point, 0);
        }
    }

    private void putTail(int point, int shift) {
        bytes[length++] = (byte) (0x80 | ((point >> shift) & 0x3F));
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }
}
