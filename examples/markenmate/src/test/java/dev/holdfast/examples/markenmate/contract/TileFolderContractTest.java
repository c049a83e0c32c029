package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.Tiles;
import dev.holdfast.audit.seal.tree.TilesContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class TileFolderContractTest extends TilesContract {
    @TempDir
    Path folder;

    @Override
    protected Tiles tiles(Map<TileId, byte[]> stored) throws IOException {
        TileFolder tiles = new TileFolder(folder);
        for (Map.Entry<TileId, byte[]> tile : stored.entrySet()) {
            tiles.put(tile.getKey(), tile.getValue());
        }
        return tiles;
    }
}
