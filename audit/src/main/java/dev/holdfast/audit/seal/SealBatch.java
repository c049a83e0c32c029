package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.leaf.LeafRow;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TileWriter;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one transaction of the sealer on their way into the tree. */
final class SealBatch {
    private final TreeStore store;
    private final Connection connection;
    private final TreeState before;
    private final TreeHasher hasher = new TreeHasher();
    private final LeafEncoder encoder = new LeafEncoder();
    private final byte[] hash = new byte[TreeHash.BYTES];
    private final List<UUID> events = new ArrayList<>();
    private final Map<TileId, byte[]> tiles = new LinkedHashMap<>();
    private final TileWriter tree;
    private @Nullable String lastTx = "";

    /**
     * Reads the right edge of the tree.
     *
     * @throws dev.holdfast.audit.seal.tree.MissingTileException when a tile of it is not there
     */
    SealBatch(TreeStore store, Connection connection, TreeState before) {
        this.store = store;
        this.connection = connection;
        this.before = before;
        this.tree =
                new TileWriter(hasher, before.size(), (id, width) -> store.readTile(connection, id, width), tiles::put);
    }

    TreeHash root() {
        return tree.root();
    }

    long size() {
        return tree.size();
    }

    int events() {
        return events.size();
    }

    void add(LeafRow row) throws SQLException {
        row.encode(encoder);
        encoder.hash(hasher, hash, 0);
        tree.append(hash, 0);
        events.add(row.id());
        lastTx = row.tx();
    }

    /** Writes leaves, tiles, and how far it came. */
    void save(boolean isFull) throws SQLException {
        tree.flush();
        if (!events.isEmpty()) {
            new LeafEntries(store.namespace()).add(connection, before.size(), events);
            store.putTiles(connection, tiles);
        }
        store.save(connection, after(isFull));
    }

    private TreeState after(boolean isFull) throws SQLException {
        Progress now = before.progress();
        if (!before.isSweeping()) {
            String target = String.valueOf(now.target());
            now = isFull
                    ? new Progress(now.snapshot(), target, lastTx, events.get(events.size() - 1))
                    : Progress.at(target);
        }
        boolean isSweeping = before.isSweeping() && isFull;
        return new TreeState(tree.size(), true, now, isRestored(now), isSweeping);
    }

    /** Once a round is over that has left no sealed event ahead of it, the next finds by transactions alone what is new. */
    private boolean isRestored(Progress now) throws SQLException {
        if (!before.isRestored() || before.isSweeping() || now.target() != null) {
            return before.isRestored();
        }
        return new SealedAhead(store.namespace()).isAny(connection, now.snapshot());
    }
}
