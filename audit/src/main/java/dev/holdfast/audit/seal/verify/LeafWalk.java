package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.tree.CompactRange;
import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TileWriter;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.audit.seal.verify.Findings.MissingEvents;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the leaves in order, tile by tile, and grows two trees: one of the hashes stored in the tiles, one of the
 * events as they are. As long as the two are equal there is one. One window of leaves is in memory, whatever the log's size.
 */
final class LeafWalk {
    private final Connection connection;
    private final TreeStore store;
    private final Findings findings;
    private final MissingEvents missing;
    private final long end;
    private final TileWriter stored;
    private final LeafWindows windows;
    private LeafWindow window = LeafWindow.empty();
    private byte[] tile = new byte[0];
    /** From the first event on that is not as stored. */
    private @Nullable CompactRange derived;

    /** Walks as far as to a size; what is behind it is not read. */
    LeafWalk(Connection connection, TreeStore store, Findings findings, MissingEvents missing, long end) {
        this.connection = connection;
        this.store = store;
        this.findings = findings;
        this.missing = missing;
        this.end = end;
        TreeHasher hasher = new TreeHasher();
        this.stored = new TileWriter(hasher, 0, (id, width) -> new byte[0], this::compare);
        this.windows = new LeafWindows(connection, store.namespace(), findings, hasher);
    }

    TreeHash storedRoot() {
        return stored.root();
    }

    TreeHash derivedRoot() {
        return derived == null ? stored.root() : derived.root();
    }

    long size() {
        return stored.size();
    }

    /** Walks on to a size, and takes the tiles at the end as they are then. */
    void to(long size) throws SQLException {
        while (size() < size) {
            long from = size();
            if (!window.holds(from)) {
                window = windows.read(LeafWindow.startOf(from), Math.max(end, size));
            }
            leaves(from, Math.min(size, (from / TileId.WIDTH + 1) * TileId.WIDTH));
        }
    }

    /** Compares what is left of the upper tiles. */
    void finish() {
        stored.flush();
    }

    private void leaves(long from, long until) {
        tile = tileOf(from, until);
        long expected = from;
        for (long index = from; index < until; index++) {
            if (window.hasEntry(index)) {
                skip(expected, index);
                leaf(index);
                expected = index + 1;
            }
        }
        skip(expected, until);
    }

    /** Leaves that no entry tells of. */
    private void skip(long from, long until) {
        if (from < until) {
            findings.add(SealFinding.of(Kind.LEAF_FORGED, from, until));
        }
        for (long index = from; index < until; index++) {
            append(tile, offset(index), offset(index));
        }
    }

    private void leaf(long index) {
        int at = offset(index);
        if (!window.hasEvent(index)) {
            missing.add(window.id(index), index);
            append(tile, at, at);
            return;
        }
        int own = window.offset(index);
        if (!Arrays.equals(window.derived(), own, own + TreeHash.BYTES, tile, at, at + TreeHash.BYTES)) {
            derived = derived == null ? stored.range() : derived;
            findings.addChanged(
                    SealFinding.of(Kind.CHANGED, window.id(index), index),
                    TreeHash.at(tile, at),
                    TreeHash.at(window.derived(), own));
        }
        append(window.derived(), own, at);
    }

    /** Adds a leaf to both trees: what its event makes of it, and what is stored at a place of the tile. */
    private void append(byte[] event, int own, int at) {
        if (derived != null) {
            derived.append(event, own);
        }
        stored.append(tile, at);
    }

    private byte[] tileOf(long from, long until) {
        byte[] hashes = window.tile(from / TileId.WIDTH);
        if (hashes.length >= offset(until - 1) + TreeHash.BYTES) {
            return hashes;
        }
        findings.add(SealFinding.of(Kind.TILE_FORGED, from, until));
        return new byte[TileId.WIDTH * TreeHash.BYTES];
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
