package dev.holdfast.audit.seal.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tiles in memory. */
final class MemoryTiles implements Tiles, TileWriter.Sink {
    private final Map<TileId, byte[]> tiles = new HashMap<>();

    /** The tiles of a tree of these leaves. */
    static MemoryTiles of(List<TreeHash> leaves) {
        MemoryTiles tiles = new MemoryTiles();
        TileWriter writer = new TileWriter(new TreeHasher(), 0, tiles, tiles);
        leaves.forEach(leaf -> writer.append(leaf.bytes(), 0));
        writer.flush();
        return tiles;
    }

    int count() {
        return tiles.size();
    }

    void remove(TileId id) {
        tiles.remove(id);
    }

    @Override
    public void put(TileId id, byte[] hashes) {
        tiles.put(id, hashes);
    }

    @Override
    public byte[] read(TileId id, int width) {
        byte[] tile = tiles.get(id);
        int found = tile == null ? 0 : tile.length / TreeHash.BYTES;
        if (tile == null || found < width) {
            throw new MissingTileException(id, width, found);
        }
        return tile;
    }
}
