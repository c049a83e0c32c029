package dev.holdfast.audit.seal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What proofs rely on in {@link Tiles}; a host extends it for tiles that it keeps elsewhere. */
public abstract class TilesContract {
    private static final TileId FULL = new TileId(0, 0);
    private static final TileId PARTIAL = new TileId(0, 1);
    private static final TileId ABOVE = new TileId(1, 0);

    /**
     * Tiles that hold these, and no others.
     *
     * @param stored the hashes of each, 32 bytes a hash
     * @return the tiles
     * @throws Exception when they cannot be put there
     */
    protected abstract Tiles tiles(Map<TileId, byte[]> stored) throws Exception;

    private Tiles three() throws Exception {
        return tiles(Map.of(FULL, hashes(TileId.WIDTH, 1), PARTIAL, hashes(44, 2), ABOVE, hashes(1, 3)));
    }

    @Test
    void read_anyWidthThatIsThere_beginsWithItsHashes() throws Exception {
        Tiles tiles = three();
        for (int width : new int[] {1, 2, 255, TileId.WIDTH}) {
            assertThat(first(tiles.read(FULL, width), width)).isEqualTo(hashes(width, 1));
        }
        assertThat(first(tiles.read(PARTIAL, 44), 44)).isEqualTo(hashes(44, 2));
        assertThat(first(tiles.read(ABOVE, 1), 1)).isEqualTo(hashes(1, 3));
    }

    @Test
    void read_noSuchTileOrShorter_isNamed() throws Exception {
        Tiles tiles = three();
        for (TileId id : new TileId[] {new TileId(0, 2), new TileId(1, 1), new TileId(2, 0)}) {
            assertThatThrownBy(() -> tiles.read(id, 1))
                    .isInstanceOfSatisfying(
                            MissingTileException.class,
                            missing -> assertThat(missing.tile()).isEqualTo(id));
        }
        assertThatThrownBy(() -> tiles.read(PARTIAL, 45))
                .isInstanceOfSatisfying(
                        MissingTileException.class,
                        missing -> assertThat(missing.tile()).isEqualTo(PARTIAL));
    }

    @Test
    void read_another_leavesTheFirstAsItWas() throws Exception {
        Tiles tiles = three();
        byte[] kept = tiles.read(PARTIAL, 44);
        assertThat(first(tiles.read(FULL, 44), 44)).isEqualTo(hashes(44, 1));
        assertThat(first(kept, 44)).isEqualTo(hashes(44, 2));
    }

    private static byte[] first(byte[] tile, int width) {
        assertThat(tile.length).isGreaterThanOrEqualTo(width * TreeHash.BYTES);
        return Arrays.copyOf(tile, width * TreeHash.BYTES);
    }

    private static byte[] hashes(int width, int salt) {
        byte[] bytes = new byte[width * TreeHash.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + i / TreeHash.BYTES + salt);
        }
        return bytes;
    }
}
