package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A binary COPY and a commit for each batch, by hand: the most that one connection takes. */
final class HandCopy implements Bulk.Writer {
    private static final String SQL = "COPY holdfast.audit_event (" + HandRows.COLUMNS + ") FROM STDIN (FORMAT binary)";
    /** Signature, no flags, no extension (manual, "COPY", Binary Format). */
    private static final byte[] HEADER = ByteBuffer.allocate(19)
            .put("PGCOPY\n".getBytes(StandardCharsets.US_ASCII))
            .put(new byte[] {(byte) 0xFF, '\r', '\n', 0})
            .putLong(0)
            .array();

    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};
    private static final int CHUNK = 1 << 16;

    private final byte[] bytes = new byte[CHUNK];
    private final Connection connection;
    private final HandRows rows;

    private HandCopy(Connection connection, String user) {
        this.connection = connection;
        this.rows = new HandRows(user, ByteBuffer.wrap(bytes));
    }

    static HandCopy on(TestDatabase database, String user) throws SQLException {
        return new HandCopy(JdbcContestant.connect(database), user);
    }

    @Override
    public void write(int events) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
        ByteBuffer chunk = rows.bytes().clear().put(HEADER);
        for (int i = 0; i < events; i++) {
            if (!rows.hasRoom()) {
                copy.writeToCopy(bytes, 0, chunk.position());
                chunk.clear();
            }
            rows.add();
        }
        copy.writeToCopy(bytes, 0, chunk.position());
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        if (copy.endCopy() != events) {
            throw new IllegalStateException("COPY must have taken " + events + " rows");
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
