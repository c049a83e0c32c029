package dev.holdfast.audit.seal;

import dev.holdfast.core.Namespace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes which event is which leaf: by binary COPY where the driver is PostgreSQL's own, else by one statement. */
final class LeafEntries {
    /** Signature, no flags, no extension (manual, "COPY", Binary Format). */
    private static final byte[] HEADER = ByteBuffer.allocate(19)
            .put("PGCOPY\n".getBytes(StandardCharsets.US_ASCII))
            .put(new byte[] {(byte) 0xFF, '\r', '\n', 0})
            .putLong(0)
            .array();

    /** The count of fields, and each with its length. */
    private static final int TUPLE = Short.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

    private static final short FIELDS = 2;
    private static final short END = -1;
    private static final int CHUNK = 1000;

    private final String table;

    LeafEntries(Namespace namespace) {
        this.table = namespace.sql("audit_leaf") + " (leaf_index, event_id)";
    }

    /** Adds the entries of events that become leaves, beginning with a place. */
    void add(Connection connection, long first, List<UUID> events) throws SQLException {
        if (connection.isWrapperFor(PGConnection.class)) {
            copy(connection.unwrap(PGConnection.class), first, events);
        } else {
            insert(connection, first, events);
        }
    }

    private void copy(PGConnection connection, long first, List<UUID> events) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
        try {
            ByteBuffer chunk =
                    ByteBuffer.allocate(HEADER.length + CHUNK * TUPLE).put(HEADER);
            for (int i = 0; i < events.size(); i++) {
                if (chunk.remaining() < TUPLE) {
                    copy.writeToCopy(chunk.array(), 0, chunk.position());
                    chunk.clear();
                }
                UUID event = events.get(i);
                chunk.putShort(FIELDS).putInt(Long.BYTES).putLong(first + i);
                chunk.putInt(2 * Long.BYTES).putLong(event.getMostSignificantBits());
                chunk.putLong(event.getLeastSignificantBits());
            }
            copy.writeToCopy(chunk.array(), 0, chunk.position());
            copy.writeToCopy(ByteBuffer.allocate(Short.BYTES).putShort(END).array(), 0, Short.BYTES);
            long unused = copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void insert(Connection connection, long first, List<UUID> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " SELECT ? + n - 1, id FROM unnest(?) WITH ORDINALITY AS new (id, n)")) {
            insert.setLong(1, first);
            insert.setArray(2, connection.createArrayOf("uuid", events.toArray()));
            int unused = insert.executeUpdate();
        }
    }
}
