package dev.holdfast.audit.seal.tree;

/**
 * Where a tree's tiles are read from: a port for those who make proofs from tiles that lie elsewhere than in the log's
 * database, such as behind a web server.
 *
 * <p><em>Contract.</em> A tile that has grown since answers as well as the one asked for. What was given is the reader's to
 * keep: it does not change with later calls. {@code TilesContract} in the tests jar checks it.
 */
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
