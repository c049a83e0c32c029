package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checkpoints in the database, held against their signatures and against the tree. */
final class StoredCheckpoints {
    private static final int PAGE = 200;

    private final String headSql;
    private final String pageSql;
    private final TreeStore store;
    private final NoteKey key;

    StoredCheckpoints(Namespace namespace, TreeStore store, NoteKey key) {
        String checkpoint = namespace.sql("audit_checkpoint");
        // One statement, so that sealing cannot move on between the parts.
        this.headSql = "SELECT t.size, t.system_identifier = (SELECT system_identifier FROM pg_control_system()),"
                + " (SELECT note FROM " + checkpoint + " ORDER BY size DESC LIMIT 1),"
                + " (SELECT max(leaf_index) + 1 FROM " + namespace.sql("audit_leaf") + ")"
                + " FROM " + namespace.sql("audit_tree") + " t";
        this.pageSql =
                "SELECT size, note FROM " + checkpoint + " WHERE size > ? AND size <= ? ORDER BY size LIMIT " + PAGE;
        this.store = store;
        this.key = key;
    }

    /**
     * Where the tree stands.
     *
     * @param size how many leaves to verify
     * @param newest the newest checkpoint; empty before the first
     */
    record Head(long size, Optional<SignedCheckpoint> newest) {}

    /** Reads the head, and finds what contradicts it at once. */
    Optional<Head> head(Connection connection, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(headSql)) {
            if (!row.next()) {
                findings.add(SealFinding.of(Kind.CHECKPOINT_FORGED));
                return Optional.empty();
            }
            long size = row.getLong(1);
            if (!row.getBoolean(2)) {
                findings.add(SealFinding.of(Kind.RESTORED));
            }
            String note = row.getString(3);
            long leaves = row.getLong(4);
            Optional<SignedCheckpoint> newest = note == null ? Optional.empty() : SignedCheckpoint.open(note, key);
            long signed = newest.map(head -> head.checkpoint().size()).orElse(0L);
            if ((note != null && newest.isEmpty()) || signed != size) {
                findings.add(SealFinding.of(Kind.CHECKPOINT_FORGED, Math.min(signed, size), Math.max(signed, size)));
            }
            if (leaves > size) {
                findings.add(SealFinding.of(Kind.LEAF_FORGED, size, leaves));
            }
            return Optional.of(new Head(Math.max(size, signed), newest));
        }
    }

    /**
     * The declared restores that the key has signed, up to the log's epoch. The newest begins it: a log without that one, or
     * with a later one, was put together from two states.
     */
    List<DeclaredRestore> restores(Connection connection, int epoch, Findings findings) throws SQLException {
        List<DeclaredRestore> restores = new ArrayList<>();
        store.restoreNotes(connection)
                .forEach((stated, note) -> DeclaredRestore.open(note, key)
                        .filter(open -> open.epoch() == stated && stated <= epoch)
                        .ifPresentOrElse(restores::add, () -> findings.add(SealFinding.of(Kind.CHECKPOINT_FORGED))));
        if (epoch > Checkpoint.FIRST_EPOCH && restores.stream().noneMatch(restore -> restore.epoch() == epoch)) {
            findings.add(SealFinding.of(Kind.CHECKPOINT_FORGED));
        }
        return restores;
    }

    /**
     * Walks over all leaves and compares the root at each checkpoint, stored or known.
     *
     * @return whether the events as they are lead to the root that was signed last
     */
    boolean walk(Connection connection, SignedRoots roots, long size, Findings findings) throws SQLException {
        long after = -1;
        List<SignedCheckpoint> page = page(connection, after, size, findings);
        while (!page.isEmpty()) {
            for (SignedCheckpoint signed : page) {
                roots.compare(signed.checkpoint());
                after = signed.checkpoint().size();
            }
            page = page(connection, after, size, findings);
        }
        return roots.end(size);
    }

    /** The next checkpoints with a valid signature; the others are findings. */
    private List<SignedCheckpoint> page(Connection connection, long after, long size, Findings findings)
            throws SQLException {
        List<SignedCheckpoint> page = new ArrayList<>();
        long from = after;
        int read;
        do {
            read = 0;
            try (PreparedStatement select = connection.prepareStatement(pageSql)) {
                select.setLong(1, from);
                select.setLong(2, size);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        read++;
                        from = row.getLong(1);
                        long stated = from;
                        SignedCheckpoint.open(row.getString(2), key)
                                .filter(open -> open.checkpoint().size() == stated)
                                .ifPresentOrElse(
                                        page::add,
                                        () -> findings.add(SealFinding.of(Kind.CHECKPOINT_FORGED, stated, stated)));
                    }
                }
            }
        } while (page.isEmpty() && read == PAGE);
        return page;
    }
}
