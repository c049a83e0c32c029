package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.Findings.MissingEvents;
import dev.holdfast.audit.seal.SealFinding.Kind;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.CompactRange;
import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TileWriter;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Walks over the leaves in order, tile by tile, and grows two trees: one of the hashes stored in the tiles, one of the
 * events as they are. One tile of events is in memory, whatever the log's size.
 */
final class LeafWalk {
    private static final int EVENT = 2;
    private static final int COLUMNS = 3;

    private final Connection connection;
    private final TreeStore store;
    private final Findings findings;
    private final MissingEvents missing;
    private final String sql;
    private final TreeHasher hasher = new TreeHasher();
    private final LeafEncoder encoder = new LeafEncoder();
    private final byte[] hash = new byte[TreeHash.BYTES];
    private final CompactRange derived = new CompactRange(hasher);
    private final TileWriter stored;
    private byte[] tile = new byte[0];

    LeafWalk(Connection connection, TreeStore store, Findings findings, MissingEvents missing) {
        Namespace namespace = store.namespace();
        this.connection = connection;
        this.store = store;
        this.findings = findings;
        this.missing = missing;
        this.sql = "SELECT l.leaf_index, l.event_id, " + LeafColumn.select("e") + " FROM "
                + namespace.sql("audit_leaf") + " l LEFT JOIN " + namespace.sql("audit_event")
                + " e ON e.id = l.event_id WHERE l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index";
        this.stored = new TileWriter(hasher, 0, (id, width) -> new byte[0], this::compare);
    }

    TreeHash storedRoot() {
        return stored.root();
    }

    TreeHash derivedRoot() {
        return derived.root();
    }

    long size() {
        return stored.size();
    }

    /** Walks on to a size, and takes the tiles at the end as they are then. */
    void to(long size) throws SQLException {
        while (size() < size) {
            long from = size();
            long end = Math.min(size, (from / TileId.WIDTH + 1) * TileId.WIDTH);
            leaves(from, end);
        }
    }

    /** Compares what is left of the upper tiles. */
    void finish() {
        stored.flush();
    }

    private void leaves(long from, long end) throws SQLException {
        tile = tileOf(from, end);
        long expected = from;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, from);
            select.setLong(2, end);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long index = row.getLong(1);
                    skip(expected, index);
                    leaf(index, row);
                    expected = index + 1;
                }
            }
        }
        skip(expected, end);
    }

    /** Leaves that no entry tells of. */
    private void skip(long from, long until) {
        if (from < until) {
            findings.add(SealFinding.of(Kind.LEAF_FORGED, from, until));
        }
        for (long index = from; index < until; index++) {
            derived.append(tile, offset(index));
            stored.append(tile, offset(index));
        }
    }

    private void leaf(long index, ResultSet row) throws SQLException {
        int at = offset(index);
        UUID event = row.getObject(EVENT, UUID.class);
        if (row.getObject(COLUMNS, UUID.class) == null) {
            missing.add(event, index);
            derived.append(tile, at);
        } else {
            encoder.encode(row, COLUMNS);
            encoder.hash(hasher, hash, 0);
            derived.append(hash, 0);
            if (!Arrays.equals(hash, 0, TreeHash.BYTES, tile, at, at + TreeHash.BYTES)) {
                findings.addChanged(
                        SealFinding.of(Kind.CHANGED, event, index), TreeHash.at(tile, at), TreeHash.at(hash, 0));
            }
        }
        stored.append(tile, at);
    }

    private byte[] tileOf(long from, long end) {
        TileId id = new TileId(0, from / TileId.WIDTH);
        int width = (int) (end - id.index() * TileId.WIDTH);
        try {
            return store.readTile(connection, id, width);
        } catch (MissingTileException e) {
            findings.add(SealFinding.of(Kind.TILE_FORGED, from, end));
            return new byte[TileId.WIDTH * TreeHash.BYTES];
        }
    }

    /** What the leaves' hashes make of the upper levels must be what is stored there. */
    private void compare(TileId id, byte[] hashes) {
        if (id.level() > 0) {
            long span = 1L << (8 * (id.level() + 1));
            SealFinding finding =
                    SealFinding.of(Kind.TILE_FORGED, id.index() * span, Math.min((id.index() + 1) * span, size()));
            try {
                byte[] found = store.readTile(connection, id, hashes.length / TreeHash.BYTES);
                if (!Arrays.equals(hashes, 0, hashes.length, found, 0, hashes.length)) {
                    findings.add(finding);
                }
            } catch (MissingTileException e) {
                findings.add(finding);
            }
        }
    }

    private static int offset(long index) {
        return (int) (index % TileId.WIDTH) * TreeHash.BYTES;
    }
}
