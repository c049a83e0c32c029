package dev.holdfast.audit.record.internal.row;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * An event as one row of {@link RowLayout}: a tuple of PostgreSQL's binary COPY format (manual, "COPY", Binary Format),
 * its count of fields included.
 *
 * <p>Not a record: two rows are one only if they are the same object, and the bytes belong to the row.
 */
public final class EventRow {
    /** Behind the count of fields and the length of the first field stands the id. */
    private static final int ID_AT = Short.BYTES + Integer.BYTES;

    private final UUID id;
    private final byte[] tuple;

    private EventRow(UUID id, byte[] tuple) {
        this.id = id;
        this.tuple = tuple;
    }

    /**
     * A row of a whole tuple.
     *
     * @param tuple the bytes, not copied
     * @return the row
     * @throws IllegalArgumentException when the bytes are no tuple of the layout
     */
    public static EventRow of(byte[] tuple) {
        ByteBuffer bytes = ByteBuffer.wrap(tuple);
        if (tuple.length < ID_AT + 2 * Long.BYTES || bytes.getShort() != RowLayout.columns()) {
            throw new IllegalArgumentException("row must be a tuple of " + RowLayout.columns() + " fields");
        }
        return new EventRow(new UUID(bytes.getLong(ID_AT), bytes.getLong(ID_AT + Long.BYTES)), tuple);
    }

    /** The event's id. */
    public UUID id() {
        return id;
    }

    /** The bytes, which nobody may change. */
    @SuppressWarnings("EI_EXPOSE_REP") // copying each row once more would cost what the batch saves
    public byte[] tuple() {
        return tuple;
    }

    /** The id alone: a row is data. */
    @Override
    public String toString() {
        return "EventRow[" + id + "]";
    }
}
