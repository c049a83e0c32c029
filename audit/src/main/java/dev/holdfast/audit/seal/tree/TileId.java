package dev.holdfast.audit.seal.tree;

/**
 * The place of a tile: up to {@value #WIDTH} hashes that stand side by side in the tree.
 *
 * <p>A tile of level 0 holds leaf hashes; a hash in a tile of level <i>n</i> is the root over 256<sup>n</sup> leaves. A
 * full tile never changes again.
 *
 * @param level 0 to {@value #MAX_LEVEL}
 * @param index the tile's number within its level, from 0
 */
public record TileId(int level, long index) {
    /** How many hashes a full tile has. */
    public static final int WIDTH = 256;

    /** The highest level: seven of them hold 2<sup>56</sup> leaves. */
    public static final int MAX_LEVEL = 6;

    static final int WIDTH_BITS = 8;

    /**
     * Checks the place.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public TileId {
        if (level < 0 || level > MAX_LEVEL || index < 0) {
            throw new IllegalArgumentException(
                    "tile must be of level 0 to " + MAX_LEVEL + " and index 0 or more, got " + level + "/" + index);
        }
    }

    /**
     * How many hashes the tile has in a tree of a size.
     *
     * @param size the tree's size
     * @return 0 to {@value #WIDTH}
     */
    public int width(long size) {
        long hashes = (size >> (WIDTH_BITS * level)) - index * WIDTH;
        return (int) Math.max(0, Math.min(WIDTH, hashes));
    }
}
