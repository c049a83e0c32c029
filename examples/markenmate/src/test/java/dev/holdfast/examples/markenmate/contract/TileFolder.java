package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.Tiles;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tiles as files in a folder that a web server gives out, so that anybody can make proofs without asking the database.
 *
 * @param folder holds a file {@code level-index} for each tile
 */
record TileFolder(Path folder) implements Tiles {
    @Override
    public byte[] read(TileId id, int width) {
        try {
            Path file = file(id);
            byte[] hashes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (hashes.length < width * TreeHash.BYTES) {
                throw new MissingTileException(id, width, hashes.length / TreeHash.BYTES);
            }
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(TileId id, byte[] hashes) throws IOException {
        Files.write(file(id), hashes);
    }

    private Path file(TileId id) {
        return folder.resolve(id.level() + "-" + id.index());
    }
}
