package dev.holdfast.audit;

import dev.holdfast.audit.AuditQuery.Order;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The place in the log where a page ended, opaque to clients: {@link #toString} goes out, {@link #parse} takes it back.
 *
 * <p><em>Security note.</em> It is not signed. It holds an order and an id and grants nothing: the filter is applied to
 * every page anew, so a forged cursor shows no event that the filter would not show.
 *
 * @param order the order of the pages it belongs to
 * @param lastId the id of the last event seen
 */
public record AuditCursor(Order order, UUID lastId) {
    /** One byte for format and order, sixteen for the id. */
    private static final int BYTES = 17;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{23}");
    private static final byte NEWEST_FIRST = 0x10;
    private static final byte OLDEST_FIRST = 0x11;

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException when the id is not of version 7
     */
    public AuditCursor {
        if (lastId.version() != 7) {
            throw new IllegalArgumentException("lastId must be a UUID of version 7, got version " + lastId.version());
        }
    }

    /**
     * Reads what a client sent back.
     *
     * @param text the client's text
     * @return the cursor, or empty when {@link #toString} gives no such text
     */
    public static Optional<AuditCursor> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        byte format = bytes.get();
        UUID id = new UUID(bytes.getLong(), bytes.getLong());
        if ((format != NEWEST_FIRST && format != OLDEST_FIRST) || id.version() != 7) {
            return Optional.empty();
        }
        AuditCursor cursor = new AuditCursor(format == NEWEST_FIRST ? Order.NEWEST_FIRST : Order.OLDEST_FIRST, id);
        // The last character has two bits to spare: one text a cursor.
        return cursor.toString().equals(text) ? Optional.of(cursor) : Optional.empty();
    }

    /**
     * The text to give to a client.
     *
     * @return 23 characters that need no escaping in a URL
     */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(order == Order.NEWEST_FIRST ? NEWEST_FIRST : OLDEST_FIRST)
                .putLong(lastId.getMostSignificantBits())
                .putLong(lastId.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
