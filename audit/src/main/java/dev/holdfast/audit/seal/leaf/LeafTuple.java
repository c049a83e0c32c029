package dev.holdfast.audit.seal.leaf;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tuple of binary COPY: the count of its fields, and for each its length, or -1 for null, and its bytes. */
final class LeafTuple implements LeafRow {
    private static final int COUNT = Short.BYTES;
    private static final int LENGTH = Integer.BYTES;
    private static final int EVENT = COUNT + LENGTH + Long.BYTES;
    /** The transaction is an event's fourth column. */
    private static final int TX = 4;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int start;
    private int end;

    /** Stands on the tuple at a place of a message; false when the rows, or the message, end there. */
    boolean stands(byte[] message, int at) {
        bytes = ByteBuffer.wrap(message);
        start = at;
        end = 0;
        return at + COUNT <= message.length && bytes.getShort(at) >= 0;
    }

    /** Where the next tuple begins. */
    int end() {
        int at = end;
        if (at == 0) {
            at = start + COUNT;
            for (int field = bytes.getShort(start); field > 0; field--) {
                at = behind(at);
            }
        }
        return at;
    }

    @Override
    public long place() {
        return bytes.getLong(start + COUNT + LENGTH);
    }

    @Override
    public @Nullable String tx() {
        int at = start + EVENT;
        for (int field = 1; field < TX; field++) {
            at = behind(at);
        }
        return bytes.getInt(at) < 0 ? null : Long.toUnsignedString(bytes.getLong(at + LENGTH));
    }

    @Override
    public UUID id() {
        int at = start + EVENT + LENGTH;
        return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
    }

    @Override
    public void encode(LeafEncoder encoder) {
        // The last of the fields: nothing of the tuple is behind it.
        end = encoder.encode(bytes.array(), start + EVENT);
    }

    private int behind(int at) {
        return at + LENGTH + Math.max(0, bytes.getInt(at));
    }
}
