package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.LeafDigest;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.verify.Findings.MissingEvents;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
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
 * <p>A month excuses them when its manifest bears the log's signature and its digest is that of all leaves of the month
 * under the manifest's checkpoint, and when the month is out of the log. All is read after the walk over the leaves: a
 * month may have been dropped, or brought back, while it went on. Events that came into the month after its checkpoint are
 * judged as any other, in the log or in the month's table that stands beside it ({@link LateEvents}).
 */
final class ArchivedMonths {
    private static final String RANGE = " WHERE l.event_id >= ? AND l.event_id < ? AND l.leaf_index ";

    private final String monthSql;
    private final String leavesSql;
    private final String presentSql;
    private final LateEvents lateEvents;
    private final Namespace namespace;
    private final NoteKey key;

    ArchivedMonths(Namespace namespace, NoteKey key) {
        String event = namespace.sql("audit_event");
        String leaf = namespace.sql("audit_leaf");
        this.monthSql = "SELECT a.manifest, a.state IN ('DETACHED', 'DROPPED', 'EXPIRED') OR NOT EXISTS (SELECT FROM"
                + " pg_inherits i WHERE i.inhparent = to_regclass('" + event + "') AND i.inhrelid = to_regclass(?)"
                + " AND NOT i.inhdetachpending) FROM " + namespace.sql("audit_archive") + " a WHERE a.month = ?::date";
        this.leavesSql = "SELECT l.leaf_index, l.event_id, substring(t.hashes FROM (l.leaf_index % 256)::int * 32 + 1"
                + " FOR 32) FROM " + leaf + " l JOIN " + namespace.sql("audit_tile")
                + " t ON t.level = 0 AND t.tile_index = l.leaf_index / 256" + RANGE + "< ? ORDER BY l.leaf_index";
        this.presentSql = "SELECT l.event_id, l.leaf_index, count(*) OVER () FROM " + leaf + " l JOIN " + event
                + " e ON e.id = l.event_id" + RANGE + "< ? ORDER BY l.leaf_index LIMIT " + (Findings.MAX + 1);
        this.lateEvents = new LateEvents(namespace);
        this.namespace = namespace;
        this.key = key;
    }

    /** What the log holds of a month: its manifest, and whether the month is out of the log. */
    private record Rest(@Nullable String manifest, boolean isOut) {}

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
        String note = rest.map(Rest::manifest).orElse(null);
        if (rest.isEmpty() || note == null) {
            missing.accuse(findings);
            return 0;
        }
        Optional<ArchiveManifest> manifest =
                ArchiveManifest.open(note, key).filter(open -> open.month().equals(month.month()));
        if (manifest.isEmpty() || !isOfItsLeaves(connection, month, manifest.get())) {
            findings.add(missing.forged());
            missing.accuse(findings);
            return 0;
        }
        return settle(
                connection, new Case(missing, month, manifest.get(), rest.get().isOut()), findings);
    }

    /** A month with a manifest that is true. */
    private record Case(MissingEvents.Month missing, MonthPartition month, ArchiveManifest manifest, boolean isOut) {}

    private long settle(Connection connection, Case of, Findings findings) throws SQLException {
        long size = of.manifest().checkpoint().checkpoint().size();
        long all = of.manifest().leaves().events();
        Findings present = new Findings();
        long rows = present(connection, of.month(), size, present);
        if (rows != all && !of.isOut()) {
            of.missing().accuse(findings);
            return 0;
        }
        boolean isLateWhole = lateEvents.judge(connection, of.month(), size, findings);
        if (rows == all) {
            // Brought back while the walk went on.
            return 0;
        }
        present.moveTo(findings);
        return isLateWhole && rows == 0 ? all : 0;
    }

    private Optional<Rest> rest(Connection connection, MonthPartition month) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(monthSql)) {
            select.setString(1, namespace.schema() + "." + month.table());
            select.setString(2, month.month().atDay(1).toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Rest(row.getString(1), row.getBoolean(2))) : Optional.empty();
            }
        }
    }

    /** With the hashes that the walk has held against the signed roots. */
    private boolean isOfItsLeaves(Connection connection, MonthPartition month, ArchiveManifest manifest)
            throws SQLException {
        LeafDigest digest = new LeafDigest();
        try (PreparedStatement select = connection.prepareStatement(leavesSql)) {
            bind(select, month, manifest.checkpoint().checkpoint().size());
            select.setFetchSize(1000);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] hash = row.getBytes(3);
                    if (hash.length != TreeHash.BYTES) {
                        return false;
                    }
                    digest.add(row.getLong(1), row.getObject(2, UUID.class), hash, 0);
                }
            }
        }
        return digest.span().equals(manifest.leaves());
    }

    /** Lists the first of the month's events that are in the log, and gives how many there are. */
    private long present(Connection connection, MonthPartition month, long size, Findings findings)
            throws SQLException {
        long count = 0;
        try (PreparedStatement select = connection.prepareStatement(presentSql)) {
            bind(select, month, size);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    findings.add(SealFinding.of(Kind.INSERTED, row.getObject(1, UUID.class), row.getLong(2)));
                    count = row.getLong(3);
                }
            }
        }
        return count;
    }

    private static void bind(PreparedStatement select, MonthPartition month, long size) throws SQLException {
        select.setObject(1, month.from());
        select.setObject(2, month.until());
        select.setLong(3, size);
    }
}
