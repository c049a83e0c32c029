package dev.holdfast.audit.seal.tree;

import java.util.List;
import java.util.Map;

class MemoryTilesContractTest extends TilesContract {
    @Override
    protected Tiles tiles(Map<TileId, byte[]> stored) {
        MemoryTiles tiles = MemoryTiles.of(List.of());
        stored.forEach(tiles::put);
        return tiles;
    }
}
