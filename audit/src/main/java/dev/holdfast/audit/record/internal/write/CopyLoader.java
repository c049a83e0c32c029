package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads by binary COPY. The only class that names PostgreSQL's driver: without the driver on the class path it is never
 * initialised.
 */
final class CopyLoader implements RowLoader {
    /** Signature, no flags, no extension (manual, "COPY", Binary Format). */
    private static final byte[] HEADER = ByteBuffer.allocate(19)
            .put("PGCOPY\n".getBytes(StandardCharsets.US_ASCII))
            .put(new byte[] {(byte) 0xFF, '\r', '\n', 0})
            .putLong(0)
            .array();

    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};
    private static final int CHUNK = 1 << 16;

    static boolean supports(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    @Override
    public long load(Connection connection, String table, Iterable<EventRow> rows) throws SQLException {
        String sql = "COPY " + table + " (" + RowLayout.list("") + ") FROM STDIN (FORMAT binary)";
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            send(copy, rows);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /**
     * In chunks: a message of the protocol for each row costs more than the copying. The server works on one while the rows of
     * the next are made.
     */
    private static void send(CopyIn copy, Iterable<EventRow> rows) throws SQLException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).put(HEADER);
        for (EventRow row : rows) {
            byte[] tuple = row.tuple();
            if (chunk.remaining() < tuple.length) {
                copy.writeToCopy(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
            if (tuple.length <= chunk.capacity()) {
                chunk.put(tuple);
            } else {
                copy.writeToCopy(tuple, 0, tuple.length);
            }
        }
        copy.writeToCopy(chunk.array(), 0, chunk.position());
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
    }
}
