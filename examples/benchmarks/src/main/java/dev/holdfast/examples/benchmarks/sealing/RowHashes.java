package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Reads events in the order in which they are sealed and hashes their columns, each as it comes: the part of the work that
 * nobody is spared, without canonical form, tree, leaves or signature. Not thread-safe.
 */
final class RowHashes implements AutoCloseable {
    private static final int FETCH = 1_000;
    private static final int TX = 4;

    private final Connection connection;
    private final PreparedStatement select;
    private final MessageDigest sha256;
    private final byte[] hash = new byte[32];
    private String lastTx = "0";
    private UUID lastId = new UUID(0, 0);

    private RowHashes(Connection connection, PreparedStatement select, MessageDigest sha256) {
        this.connection = connection;
        this.select = select;
        this.sha256 = sha256;
    }

    static RowHashes on(TestDatabase database) throws Exception {
        Connection connection = JdbcContestant.connect(database);
        PreparedStatement select = connection.prepareStatement("SELECT " + LeafColumn.select("e")
                + " FROM holdfast.audit_event e WHERE (e.tx_id, e.id) > (?::xid8, ?) ORDER BY e.tx_id, e.id LIMIT ?");
        select.setFetchSize(FETCH);
        return new RowHashes(connection, select, MessageDigest.getInstance("SHA-256"));
    }

    /** Goes back to the first event. */
    void rewind() {
        lastTx = "0";
        lastId = new UUID(0, 0);
    }

    /** Reads the next events, at most so many, and tells how many there were. */
    int next(int most) throws Exception {
        select.setString(1, lastTx);
        select.setObject(2, lastId);
        select.setInt(3, most);
        int rows = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                hash(row);
                rows++;
            }
        }
        connection.commit();
        return rows;
    }

    private void hash(ResultSet row) throws Exception {
        int columns = LeafColumn.values().length;
        for (int column = 1; column <= columns; column++) {
            byte[] bytes = row.getBytes(column);
            if (bytes != null) {
                sha256.update(bytes);
            }
        }
        int unused = sha256.digest(hash, 0, hash.length);
        lastId = row.getObject(1, UUID.class);
        lastTx = row.getString(TX);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
