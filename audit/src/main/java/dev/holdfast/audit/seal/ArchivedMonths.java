package dev.holdfast.audit.seal;

import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.LeafDigest;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.SealFinding.Kind;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges sealed events that are not in the log: at rest in an archive, or deleted.
 *
 * <p>A month excuses them when its manifest bears the log's signature and its digest is that of the leaves of the month,
 * all of them, and when the month is not in the log. All is read after the walk over the leaves: a month may have been
 * dropped, or brought back, while it went on.
 */
final class ArchivedMonths {
    private final String monthSql;
    private final String leavesSql;
    private final String rowsSql;
    private final Namespace namespace;
    private final NoteKey key;

    ArchivedMonths(Namespace namespace, NoteKey key) {
        String event = namespace.sql("audit_event");
        this.monthSql = "SELECT a.manifest, a.state IN ('DETACHED', 'DROPPED', 'EXPIRED') OR NOT EXISTS (SELECT FROM"
                + " pg_inherits i WHERE i.inhparent = to_regclass('" + event + "') AND i.inhrelid = to_regclass(?)"
                + " AND NOT i.inhdetachpending), (SELECT count(*) FROM " + event + " e WHERE e.id >= ? AND e.id < ?)"
                + " FROM " + namespace.sql("audit_archive") + " a WHERE a.month = ?::date";
        this.leavesSql = "SELECT l.leaf_index, l.event_id, substring(t.hashes FROM (l.leaf_index % 256)::int * 32 + 1"
                + " FOR 32) FROM " + namespace.sql("audit_leaf") + " l JOIN " + namespace.sql("audit_tile")
                + " t ON t.level = 0 AND t.tile_index = l.leaf_index / 256"
                + " WHERE l.event_id >= ? AND l.event_id < ? ORDER BY l.leaf_index";
        this.rowsSql = "SELECT e.id, l.leaf_index FROM " + event + " e JOIN " + namespace.sql("audit_leaf")
                + " l ON l.event_id = e.id WHERE e.id >= ? AND e.id < ? ORDER BY l.leaf_index LIMIT "
                + (Findings.MAX + 1);
        this.namespace = namespace;
        this.key = key;
    }

    /** What the log holds of a month: its manifest, whether the month is out of the log, and how many rows are in. */
    private record Rest(@Nullable String manifest, boolean isOut, long rows) {}

    /** Gives how many events rest in archives; finds what nothing excuses. */
    long judge(Connection connection, MissingEvents missing, Findings findings) throws SQLException {
        long archived = 0;
        for (MissingEvents.Month month : missing.months()) {
            archived += judge(connection, month, findings);
        }
        return archived;
    }

    private long judge(Connection connection, MissingEvents.Month missing, Findings findings) throws SQLException {
        MonthPartition month = MonthPartition.of(namespace, missing.month());
        Optional<Rest> rest = rest(connection, month);
        if (rest.isEmpty() || rest.get().manifest() == null) {
            missing.accuse(findings);
            return 0;
        }
        LeafDigest.Span all = digest(connection, month).span();
        boolean isCovered = ArchiveManifest.open(rest.get().manifest(), key)
                .filter(open -> open.month().equals(month.month()))
                .filter(open -> open.leaves().equals(all))
                .isPresent();
        if (!isCovered) {
            findings.add(missing.forged());
            missing.accuse(findings);
            return 0;
        }
        if (rest.get().rows() == all.events()) {
            // Brought back while the walk went on.
            return 0;
        }
        if (!rest.get().isOut()) {
            missing.accuse(findings);
            return 0;
        }
        if (rest.get().rows() > 0) {
            intruders(connection, month, findings);
        }
        return all.events();
    }

    private Optional<Rest> rest(Connection connection, MonthPartition month) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(monthSql)) {
            select.setString(1, namespace.schema() + "." + month.table());
            select.setObject(2, month.from());
            select.setObject(3, month.until());
            select.setString(4, month.month().atDay(1).toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Rest(row.getString(1), row.getBoolean(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    /** Of all leaves of the month, with the hashes that the walk has held against the signed roots. */
    private LeafDigest digest(Connection connection, MonthPartition month) throws SQLException {
        LeafDigest digest = new LeafDigest();
        try (PreparedStatement select = connection.prepareStatement(leavesSql)) {
            select.setObject(1, month.from());
            select.setObject(2, month.until());
            select.setFetchSize(1000);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] hash = row.getBytes(3);
                    if (hash.length == TreeHash.BYTES) {
                        digest.add(row.getLong(1), row.getObject(2, UUID.class), hash, 0);
                    }
                }
            }
        }
        return digest;
    }

    private void intruders(Connection connection, MonthPartition month, Findings findings) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(rowsSql)) {
            select.setObject(1, month.from());
            select.setObject(2, month.until());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    findings.add(SealFinding.of(Kind.INSERTED, row.getObject(1, UUID.class), row.getLong(2)));
                }
            }
        }
    }
}
