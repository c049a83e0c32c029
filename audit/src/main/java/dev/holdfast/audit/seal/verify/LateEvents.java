package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Judges sealed events of an archived month that its archive does not hold, and the log neither.
 *
 * <p>One may have been committed and sealed between the archive's last look and the detachment: then its row is in the month's
 * table, which stands beside the log until the archive has compared it and attached it again. Such a row must make the
 * event's leaf, as it must in the log. What is in no place was deleted. Not thread-safe.
 */
final class LateEvents {
    private static final int EVENT = 4;

    private final Namespace namespace;
    private final LeafEncoder encoder = new LeafEncoder();
    private final TreeHasher hasher = new TreeHasher();
    private final byte[] hash = new byte[TreeHash.BYTES];

    LateEvents(Namespace namespace) {
        this.namespace = namespace;
    }

    /** True when each leaf of the month from a size on has its event, in the log or in the month's table. */
    boolean judge(Connection connection, MonthPartition month, long size, Findings findings) throws SQLException {
        boolean isWhole = true;
        int named = 0;
        try (PreparedStatement select = connection.prepareStatement(sql(connection, month))) {
            select.setObject(1, month.from());
            select.setObject(2, month.until());
            select.setLong(3, size);
            try (ResultSet row = select.executeQuery()) {
                while (named <= Findings.MAX && row.next()) {
                    if (!isOfItsLeaf(row)) {
                        Kind kind = row.getObject(EVENT, UUID.class) == null ? Kind.DELETED : Kind.CHANGED;
                        findings.add(SealFinding.of(kind, row.getObject(2, UUID.class), row.getLong(1)));
                        isWhole = false;
                        named++;
                    }
                }
            }
        }
        return isWhole;
    }

    private boolean isOfItsLeaf(ResultSet row) throws SQLException {
        if (row.getObject(EVENT, UUID.class) == null) {
            return false;
        }
        encoder.encode(row, EVENT);
        encoder.hash(hasher, hash, 0);
        return Arrays.equals(hash, row.getBytes(3));
    }

    private String sql(Connection connection, MonthPartition month) throws SQLException {
        String event = namespace.sql("audit_event");
        String beside = namespace.schema() + "." + month.table();
        // Without a table, or the right to read it, there is nothing beside the log.
        String rows = isReadable(connection, beside) ? beside : "(SELECT * FROM " + event + " WHERE false)";
        return "SELECT l.leaf_index, l.event_id, substring(t.hashes FROM (l.leaf_index % 256)::int * 32 + 1 FOR 32), "
                + LeafColumn.select("b") + " FROM " + namespace.sql("audit_leaf") + " l LEFT JOIN "
                + namespace.sql("audit_tile") + " t ON t.level = 0 AND t.tile_index = l.leaf_index / 256 LEFT JOIN "
                + event + " e ON e.id = l.event_id LEFT JOIN " + rows + " b ON b.id = l.event_id"
                + " WHERE l.event_id >= ? AND l.event_id < ? AND l.leaf_index >= ? AND e.id IS NULL"
                + " ORDER BY l.leaf_index";
    }

    private static boolean isReadable(Connection connection, String table) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT coalesce(has_table_privilege(to_regclass(?), 'SELECT'), false)")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
