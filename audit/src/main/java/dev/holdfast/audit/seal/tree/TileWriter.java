package dev.holdfast.audit.seal.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree that grows by leaves and gives out the tiles that change: full ones as they fill, the others at {@link #flush}.
 *
 * <p>Holds one tile a level. Not thread-safe.
 */
public final class TileWriter {
    /** Takes tiles. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a tile, new or grown.
         *
         * @param id which
         * @param hashes all of its hashes, the taker's to keep
         */
        void put(TileId id, byte[] hashes);
    }

    private final TreeHasher hasher;
    private final Sink sink;
    private final List<Edge> edges = new ArrayList<>();
    private final byte[] fold = new byte[TileId.WIDTH * TreeHash.BYTES];
    private long size;

    /**
     * Goes on with a tree.
     *
     * @param hasher does the hashing; may be shared within a thread
     * @param size how many leaves the tree has
     * @param tiles gives the tiles of its right edge
     * @param sink takes what changes
     * @throws MissingTileException when a tile of the edge is not there
     */
    public TileWriter(TreeHasher hasher, long size, Tiles tiles, Sink sink) {
        this.hasher = hasher;
        this.sink = sink;
        this.size = size;
        for (int level = 0; level <= TileId.MAX_LEVEL && size >> (TileId.WIDTH_BITS * level) > 0; level++) {
            TileId id = new TileId(level, size >> (TileId.WIDTH_BITS * (level + 1)));
            Edge edge = new Edge(id);
            edge.width = id.width(size);
            if (edge.width > 0) {
                System.arraycopy(tiles.read(id, edge.width), 0, edge.hashes, 0, edge.width * TreeHash.BYTES);
            }
            edges.add(edge);
        }
    }

    /**
     * Adds a leaf.
     *
     * @param array holds the leaf's hash
     * @param at where it begins
     */
    public void append(byte[] array, int at) {
        append(0, array, at);
        size++;
    }

    /** Gives out the tiles that have grown and are not full. */
    public void flush() {
        for (Edge edge : edges) {
            if (edge.grown && edge.width > 0) {
                sink.put(edge.id, Arrays.copyOf(edge.hashes, edge.width * TreeHash.BYTES));
            }
            edge.grown = false;
        }
    }

    /**
     * How many leaves the tree has.
     *
     * @return its size
     */
    public long size() {
        return size;
    }

    /**
     * The root over all leaves.
     *
     * @return the root
     */
    public TreeHash root() {
        return range().root();
    }

    /**
     * The right edge of the tree as it is now, to grow by itself from here on.
     *
     * @return a copy
     */
    public CompactRange range() {
        CompactRange range = new CompactRange(hasher);
        for (int level = edges.size() - 1; level >= 0; level--) {
            Edge edge = edges.get(level);
            range.appendSubtrees(edge.hashes, edge.width, 1L << (TileId.WIDTH_BITS * level));
        }
        return range;
    }

    private void append(int level, byte[] array, int at) {
        if (level == edges.size()) {
            edges.add(new Edge(new TileId(level, 0)));
        }
        Edge edge = edges.get(level);
        System.arraycopy(array, at, edge.hashes, edge.width * TreeHash.BYTES, TreeHash.BYTES);
        edge.grown = true;
        if (++edge.width == TileId.WIDTH) {
            sink.put(edge.id, edge.hashes.clone());
            rootOfTile(edge.hashes);
            edge.width = 0;
            edge.grown = false;
            edge.id = new TileId(level, edge.id.index() + 1);
            append(level + 1, fold, 0);
        }
    }

    private void rootOfTile(byte[] hashes) {
        System.arraycopy(hashes, 0, fold, 0, fold.length);
        for (int nodes = TileId.WIDTH / 2; nodes > 0; nodes /= 2) {
            for (int i = 0; i < nodes; i++) {
                hasher.node(fold, 2 * i * TreeHash.BYTES, fold, i * TreeHash.BYTES);
            }
        }
    }

    /** The last tile of a level. */
    private static final class Edge {
        private final byte[] hashes = new byte[TileId.WIDTH * TreeHash.BYTES];
        private TileId id;
        private int width;
        private boolean grown;

        private Edge(TileId id) {
            this.id = id;
        }
    }
}
