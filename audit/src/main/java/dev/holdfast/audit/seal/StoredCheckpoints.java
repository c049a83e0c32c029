package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.SealFinding.Kind;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The checkpoints in the database, held against their signatures and against the tree. */
final class StoredCheckpoints {
    private static final int PAGE = 200;

    private final String headSql;
    private final String pageSql;
    private final NoteKey key;

    StoredCheckpoints(Namespace namespace, NoteKey key) {
        String checkpoint = namespace.sql("audit_checkpoint");
        // One statement, so that sealing cannot move on between the parts.
        this.headSql = "SELECT t.size, t.system_identifier = (SELECT system_identifier FROM pg_control_system()),"
                + " (SELECT note FROM " + checkpoint + " ORDER BY size DESC LIMIT 1),"
                + " (SELECT max(leaf_index) + 1 FROM " + namespace.sql("audit_leaf") + ")"
                + " FROM " + namespace.sql("audit_tree") + " t";
        this.pageSql =
                "SELECT size, note FROM " + checkpoint + " WHERE size > ? AND size <= ? ORDER BY size LIMIT " + PAGE;
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
     * Walks over all leaves and compares the root at each checkpoint, stored or known.
     *
     * @return whether the events as they are lead to the root that was signed last
     */
    boolean walk(Connection connection, LeafWalk walk, long size, List<SignedCheckpoint> known, Findings findings)
            throws SQLException {
        List<SignedCheckpoint> ahead = new ArrayList<>(known);
        ahead.sort(Comparator.comparingLong(other -> other.checkpoint().size()));
        Roots roots = new Roots(walk, findings);
        long after = -1;
        List<SignedCheckpoint> page = page(connection, after, size, findings);
        while (!page.isEmpty()) {
            for (SignedCheckpoint signed : page) {
                pass(ahead, signed.checkpoint().size(), walk, roots);
                walk.to(signed.checkpoint().size());
                roots.compare(signed.checkpoint());
                after = signed.checkpoint().size();
            }
            page = page(connection, after, size, findings);
        }
        pass(ahead, size, walk, roots);
        walk.to(size);
        walk.finish();
        return roots.isDerived;
    }

    private static void pass(List<SignedCheckpoint> ahead, long size, LeafWalk walk, Roots roots) throws SQLException {
        while (!ahead.isEmpty() && ahead.get(0).checkpoint().size() <= size) {
            Checkpoint next = ahead.remove(0).checkpoint();
            walk.to(next.size());
            roots.compare(next);
        }
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

    /** Finds the first stretch of leaves whose hashes do not lead to a signed root. */
    private static final class Roots {
        private final LeafWalk walk;
        private final Findings findings;
        private long matched;
        private boolean isBroken;
        private boolean isDerived = true;

        private Roots(LeafWalk walk, Findings findings) {
            this.walk = walk;
            this.findings = findings;
        }

        private void compare(Checkpoint signed) {
            boolean isStored = signed.root().equals(walk.storedRoot());
            isDerived = signed.root().equals(walk.derivedRoot());
            if (isStored) {
                matched = isBroken ? matched : signed.size();
            } else if (!isBroken) {
                isBroken = true;
                findings.add(SealFinding.of(isDerived ? Kind.TILE_FORGED : Kind.REWRITTEN, matched, signed.size()));
            }
        }
    }
}
