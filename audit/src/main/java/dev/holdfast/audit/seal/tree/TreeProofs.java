package dev.holdfast.audit.seal.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Roots and proofs of a tree, made from its tiles: each reads a few tiles, whatever the tree's size.
 *
 * <p>Keeps the tiles it has read and the nodes it has hashed. Not thread-safe; make one for some proofs and let it go.
 */
public final class TreeProofs {
    private final TreeHasher hasher = new TreeHasher();
    private final Map<TileId, byte[]> read = new HashMap<>();
    private final Map<Subtree, TreeHash> known = new HashMap<>();
    private final Tiles tiles;
    private final long available;

    /**
     * Stands on tiles.
     *
     * @param tiles gives them
     * @param available the size of the tree that they hold
     */
    public TreeProofs(Tiles tiles, long available) {
        this.tiles = tiles;
        this.available = available;
    }

    /**
     * The root of the tree as it was at a size.
     *
     * @param size 0 to what the tiles hold
     * @return the root
     * @throws IllegalArgumentException when the size is out of bounds
     * @throws MissingTileException when a tile is not there
     */
    public TreeHash root(long size) {
        requireAvailable(size);
        return size == 0 ? hasher.empty() : rootOf(0, size);
    }

    /**
     * Proves that a leaf stands at its place.
     *
     * @param index the leaf's place
     * @param size the size of the tree that the proof is for
     * @return the proof
     * @throws IllegalArgumentException when the index does not lie within the size, or the size is out of bounds
     * @throws MissingTileException when a tile is not there
     */
    public InclusionProof inclusion(long index, long size) {
        requireAvailable(size);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must lie within the tree of size " + size + ", got " + index);
        }
        List<TreeHash> path = new ArrayList<>();
        long from = 0;
        long until = size;
        while (until - from > 1) {
            long middle = from + split(until - from);
            if (index < middle) {
                path.add(0, rootOf(middle, until));
                until = middle;
            } else {
                path.add(0, rootOf(from, middle));
                from = middle;
            }
        }
        return new InclusionProof(index, size, path);
    }

    /**
     * Proves that the tree at a size is the tree at an earlier one with leaves added.
     *
     * @param from the earlier size
     * @param to the later size
     * @return the proof
     * @throws IllegalArgumentException when the sizes are not in order or out of bounds
     * @throws MissingTileException when a tile is not there
     */
    public ConsistencyProof consistency(long from, long to) {
        requireAvailable(to);
        List<TreeHash> path = new ArrayList<>();
        if (from > 0 && from < to) {
            descend(from, to, path);
        }
        return new ConsistencyProof(from, to, path);
    }

    /**
     * The root over a stretch of leaves that is a node of the tree, for those who have the leaves beside it.
     *
     * @param from the first leaf
     * @param until the leaf behind the last one
     * @return the root of the subtree
     * @throws IllegalArgumentException when the stretch is empty or out of bounds
     * @throws MissingTileException when a tile is not there
     */
    public TreeHash subtree(long from, long until) {
        requireAvailable(until);
        if (from < 0 || from >= until) {
            throw new IllegalArgumentException("from must lie before until, got " + from + " and " + until);
        }
        return rootOf(from, until);
    }

    /** RFC 9162 §2.1.4.1 without recursion. */
    private void descend(long earlier, long to, List<TreeHash> path) {
        long from = 0;
        long until = to;
        boolean isWhole = true;
        while (earlier != until) {
            long middle = from + split(until - from);
            if (earlier <= middle) {
                path.add(0, rootOf(middle, until));
                until = middle;
            } else {
                path.add(0, rootOf(from, middle));
                from = middle;
                isWhole = false;
            }
        }
        if (!isWhole) {
            path.add(0, rootOf(from, until));
        }
    }

    private TreeHash rootOf(long from, long until) {
        long count = until - from;
        if (Long.bitCount(count) == 1) {
            return known.computeIfAbsent(new Subtree(from, Long.numberOfTrailingZeros(count)), this::perfect);
        }
        long middle = from + split(count);
        return hasher.node(rootOf(from, middle), rootOf(middle, until));
    }

    private TreeHash perfect(Subtree subtree) {
        int level = subtree.height / TileId.WIDTH_BITS;
        int count = 1 << (subtree.height % TileId.WIDTH_BITS);
        long first = subtree.from >> (TileId.WIDTH_BITS * level);
        TileId id = new TileId(level, first / TileId.WIDTH);
        int at = (int) (first % TileId.WIDTH) * TreeHash.BYTES;
        byte[] fold = Arrays.copyOfRange(tile(id), at, at + count * TreeHash.BYTES);
        for (int nodes = count / 2; nodes > 0; nodes /= 2) {
            for (int i = 0; i < nodes; i++) {
                hasher.node(fold, 2 * i * TreeHash.BYTES, fold, i * TreeHash.BYTES);
            }
        }
        return TreeHash.at(fold, 0);
    }

    private byte[] tile(TileId id) {
        return read.computeIfAbsent(id, missing -> tiles.read(missing, missing.width(available)));
    }

    /** The largest power of two less than the count. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private void requireAvailable(long size) {
        if (size < 0 || size > available) {
            throw new IllegalArgumentException("size must be 0 to " + available + ", got " + size);
        }
    }

    /** 2^height leaves, which begin at a multiple of that. */
    private record Subtree(long from, int height) {}
}
