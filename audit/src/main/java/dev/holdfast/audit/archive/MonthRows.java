package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.format.LeafDigest;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/** The rows of one month with their places in the tree, in the order of the tree; one row is in memory. */
final class MonthRows implements AutoCloseable {
    /** Where the columns of the event begin. */
    static final int EVENT = 2;

    private static final int FETCH = 1000;

    private final PreparedStatement select;
    private final ResultSet rows;

    private MonthRows(PreparedStatement select, ResultSet rows) {
        this.select = select;
        this.rows = rows;
    }

    /** All of them, first those that are in no place. */
    static MonthRows open(Connection connection, Namespace namespace, String table) throws SQLException {
        return open(connection, namespace, table, "");
    }

    private static MonthRows open(Connection connection, Namespace namespace, String table, String where)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement("SELECT l.leaf_index, " + LeafColumn.select("e")
                + " FROM " + table + " e LEFT JOIN " + namespace.sql("audit_leaf")
                + " l ON l.event_id = e.id" + where + " ORDER BY l.leaf_index NULLS FIRST");
        try {
            select.setFetchSize(FETCH);
            return new MonthRows(select, select.executeQuery());
        } catch (SQLException e) {
            select.close();
            throw e;
        }
    }

    /** The next row; its first column is the leaf's place, or null when it has none. */
    Optional<ResultSet> next() throws SQLException {
        return rows.next() ? Optional.of(rows) : Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        // Closes the result as well.
        select.close();
    }

    /** Whether each event of a table is a leaf below a size. */
    static boolean areSealed(Connection connection, Namespace namespace, String table, long size) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM " + table + " e LEFT JOIN "
                        + namespace.sql("audit_leaf") + " l ON l.event_id = e.id WHERE l.leaf_index IS NULL"
                        + " OR l.leaf_index >= " + size + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Whether an event of a month is a leaf from a size on. */
    static boolean areSealedFrom(Connection connection, Namespace namespace, MonthPartition month, long size)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT EXISTS (SELECT FROM "
                + namespace.sql("audit_leaf") + " WHERE event_id >= ? AND event_id < ? AND leaf_index >= ?)")) {
            select.setObject(1, month.from());
            select.setObject(2, month.until());
            select.setLong(3, size);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The leaves that the rows of a table make now; empty when one of them is none. */
    static Optional<LeafDigest.Span> span(Connection connection, Namespace namespace, String table)
            throws SQLException {
        try (MonthRows rows = open(connection, namespace, table)) {
            return rows.span();
        }
    }

    /** The same of those that were leaves of a tree of a size. */
    static Optional<LeafDigest.Span> spanBelow(Connection connection, Namespace namespace, String table, long size)
            throws SQLException {
        try (MonthRows rows = open(connection, namespace, table, " WHERE l.leaf_index < " + size)) {
            return rows.span();
        }
    }

    private Optional<LeafDigest.Span> span() throws SQLException {
        LeafDigest digest = new LeafDigest();
        LeafEncoder encoder = new LeafEncoder();
        TreeHasher hasher = new TreeHasher();
        byte[] hash = new byte[TreeHash.BYTES];
        for (Optional<ResultSet> row = next(); row.isPresent(); row = next()) {
            long index = row.get().getLong(1);
            if (row.get().wasNull()) {
                return Optional.empty();
            }
            encoder.encode(row.get(), EVENT);
            encoder.hash(hasher, hash, 0);
            digest.add(index, row.get().getObject(EVENT, UUID.class), hash, 0);
        }
        return Optional.of(digest.span());
    }
}
