package dev.holdfast.audit.seal.tree;

/** Where a tree's tiles are read from. */
@FunctionalInterface
public interface Tiles {
    /**
     * Reads a tile.
     *
     * @param id which
     * @param width how many of its hashes are needed, 1 to {@value TileId#WIDTH}
     * @return its hashes one after the other, at least {@code width} of 32 bytes
     * @throws MissingTileException when there is no such tile, or it is shorter
     */
    byte[] read(TileId id, int width);
}
