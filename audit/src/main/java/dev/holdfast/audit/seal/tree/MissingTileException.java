package dev.holdfast.audit.seal.tree;

import dev.holdfast.core.HoldfastException;

/** A tile that the tree must have is not there, or too short: something other than sealing touched the tiles. */
public final class MissingTileException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final transient TileId tile;

    /**
     * Names the tile.
     *
     * @param tile which
     * @param width how many hashes it must have
     * @param found how many it has; 0 when it is not there
     */
    public MissingTileException(TileId tile, int width, int found) {
        super(
                "tile " + tile.level() + "/" + tile.index() + " must have " + width + " hashes, found " + found
                        + ": verify the log, and rebuild the tiles from its events when these are intact",
                null);
        this.tile = tile;
    }

    /**
     * The missing tile.
     *
     * @return its place
     */
    public TileId tile() {
        return tile;
    }
}
