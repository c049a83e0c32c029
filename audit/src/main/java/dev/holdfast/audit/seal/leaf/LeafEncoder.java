package dev.holdfast.audit.seal.leaf;

import dev.holdfast.audit.seal.tree.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an event's row the bytes of its leaf, {@code holdfast-leaf/v1}: the name of the format, then for each column
 * that is not null its tag (1 byte), its length (4 bytes) and its value. {@code docs/design/audit-proof-format.md}
 * describes every byte.
 *
 * <p>The bytes follow from the columns as the database holds them, and from nothing else: not from the event before it
 * was stored, the session's time zone, the locale or the driver. Different rows have different bytes: lengths tell where
 * a value ends, tags which column it is of, and each value is written in one form.
 *
 * <p>Uses one buffer again and again. Not thread-safe.
 */
public final class LeafEncoder {
    /** What each leaf begins with. */
    public static final String FORMAT = "holdfast-leaf/v1\n";

    private static final byte[] HEAD = FORMAT.getBytes(StandardCharsets.US_ASCII);
    private static final long MICROS = 1_000_000;
    private static final List<LeafColumn> COLUMNS = LeafColumn.all();

    private final LeafBuffer buffer = new LeafBuffer();
    private final JsonLeaf json = new JsonLeaf(buffer);
    private final Utf8 utf8 = new Utf8();

    /**
     * Encodes the row on which a result stands.
     *
     * @param row its columns begin with those of {@link LeafColumn#select}
     * @param first the place of the first of them, 1 or more
     * @throws SQLException when a column cannot be read
     * @throws IllegalArgumentException when a value cannot have been stored by PostgreSQL
     */
    public void encode(ResultSet row, int first) throws SQLException {
        buffer.clear();
        buffer.put(HEAD);
        for (int i = 0; i < COLUMNS.size(); i++) {
            int start = buffer.length();
            buffer.put(i + 1);
            int mark = buffer.mark();
            if (value(row, first + i, COLUMNS.get(i).kind())) {
                buffer.close(mark);
            } else {
                buffer.cut(start);
            }
        }
    }

    /**
     * Encodes an event that is no row any more, such as a line of an archive.
     *
     * @param columns each column that is not null with its value, as {@link LeafContent#read} gives them
     * @throws IllegalArgumentException when a value is not of its column's kind; other names are passed over
     */
    public void encode(Map<String, String> columns) {
        buffer.clear();
        buffer.put(HEAD);
        for (int i = 0; i < COLUMNS.size(); i++) {
            String text = columns.get(COLUMNS.get(i).column());
            if (text != null) {
                buffer.put(i + 1);
                int mark = buffer.mark();
                boolean unused = value(text, COLUMNS.get(i).kind());
                buffer.close(mark);
            }
        }
    }

    /** Encodes the fields of a tuple of binary COPY that begin at a place, and tells where they end. */
    int encode(byte[] tuple, int from) {
        buffer.clear();
        buffer.put(HEAD);
        int at = from;
        for (int i = 0; i < COLUMNS.size(); i++) {
            int length = WireNumber.length(tuple, at);
            at += Integer.BYTES;
            if (length >= 0) {
                buffer.put(i + 1);
                int mark = buffer.mark();
                value(tuple, at, length, COLUMNS.get(i).kind());
                buffer.close(mark);
                at += length;
            }
        }
        return at;
    }

    /**
     * The hash of the leaf encoded last.
     *
     * @param hasher does the hashing
     * @param out takes the hash
     * @param at where in it
     */
    public void hash(TreeHasher hasher, byte[] out, int at) {
        hasher.leaf(buffer.array(), buffer.length(), out, at);
    }

    /**
     * The leaf encoded last.
     *
     * @return its bytes, copied
     */
    public byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    /** Writes a value; false when it is null. */
    private boolean value(ResultSet row, int at, LeafColumn.Kind kind) throws SQLException {
        return switch (kind) {
            case UUID -> uuid(row.getObject(at, UUID.class));
            case TIME -> time(row.getObject(at, OffsetDateTime.class));
            case XID -> xid(row.getString(at));
            case INTEGER -> integer(row, at);
            case BOOLEAN -> bool(row, at);
            case TEXT -> text(row.getString(at));
            case JSON -> json(row.getString(at));
        };
    }

    private boolean value(String text, LeafColumn.Kind kind) {
        return switch (kind) {
            case UUID -> uuid(UUID.fromString(text));
            case TIME -> time(instant(text).atOffset(ZoneOffset.UTC));
            case XID -> xid(text);
            case INTEGER -> {
                buffer.putLong(Long.parseLong(text));
                yield true;
            }
            case BOOLEAN -> {
                buffer.put(text.equals("true") ? 1 : 0);
                yield true;
            }
            case TEXT -> text(text);
            case JSON -> json(text);
        };
    }

    private void value(byte[] tuple, int at, int length, LeafColumn.Kind kind) {
        switch (kind) {
            case UUID, XID, BOOLEAN -> buffer.put(tuple, at, length);
            case TIME -> buffer.putLong(WireNumber.micros(tuple, at, length));
            case INTEGER -> buffer.putLong(WireNumber.read(tuple, at, length));
            case TEXT -> {
                utf8.require(tuple, at, at + length);
                buffer.put(tuple, at, length);
            }
            // Before the text stands its version, of which there is one.
            case JSON -> json.write(tuple, at + 1, at + length);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("time must be of ISO 8601, in UTC", e);
        }
    }

    private boolean uuid(@Nullable UUID value) {
        if (value == null) {
            return false;
        }
        buffer.putLong(value.getMostSignificantBits());
        buffer.putLong(value.getLeastSignificantBits());
        return true;
    }

    private boolean time(@Nullable OffsetDateTime value) {
        if (value == null) {
            return false;
        }
        Instant instant = value.toInstant();
        // The driver's infinities, and years that no clock shows, come out as the ends of the range.
        long limit = Long.MAX_VALUE / MICROS;
        long seconds = instant.getEpochSecond();
        int micros = instant.getNano() / 1000;
        if (Math.abs(seconds) >= limit) {
            buffer.putLong(seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        } else {
            // Not by way of nanoseconds, which end in the year 2262.
            buffer.putLong(seconds * MICROS + micros);
        }
        return true;
    }

    private boolean xid(@Nullable String value) {
        if (value == null) {
            return false;
        }
        buffer.putLong(Long.parseUnsignedLong(value));
        return true;
    }

    private boolean integer(ResultSet row, int at) throws SQLException {
        buffer.putLong(row.getLong(at));
        return !row.wasNull();
    }

    private boolean bool(ResultSet row, int at) throws SQLException {
        buffer.put(row.getBoolean(at) ? 1 : 0);
        return !row.wasNull();
    }

    private boolean text(@Nullable String value) {
        if (value == null) {
            return false;
        }
        buffer.putText(value);
        return true;
    }

    private boolean json(@Nullable String value) {
        if (value == null) {
            return false;
        }
        json.write(value);
        return true;
    }
}
