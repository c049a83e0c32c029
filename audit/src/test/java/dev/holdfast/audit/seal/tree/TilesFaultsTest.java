package dev.holdfast.audit.seal.tree;

import dev.holdfast.audit.ContractFault;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link TilesContract} with the fault that it is there for. */
class TilesFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(OneLevel.class, "read_anyWidthThatIsThere_beginsWithItsHashes"),
            new ContractFault(PadsWhatIsShort.class, "read_noSuchTileOrShorter_isNamed"),
            new ContractFault(OneBuffer.class, "read_another_leavesTheFirstAsItWas"),
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    static class OneLevel extends MemoryTilesContractTest {
        @Override
        protected Tiles tiles(Map<TileId, byte[]> stored) {
            Tiles right = super.tiles(stored);
            return (id, width) -> right.read(new TileId(0, id.index()), width);
        }
    }

    static class PadsWhatIsShort extends MemoryTilesContractTest {
        @Override
        protected Tiles tiles(Map<TileId, byte[]> stored) {
            return (id, width) -> {
                byte[] padded = new byte[TileId.WIDTH * TreeHash.BYTES];
                byte[] found = stored.getOrDefault(id, new byte[0]);
                System.arraycopy(found, 0, padded, 0, found.length);
                return padded;
            };
        }
    }

    static class OneBuffer extends MemoryTilesContractTest {
        @Override
        protected Tiles tiles(Map<TileId, byte[]> stored) {
            Tiles right = super.tiles(stored);
            byte[] buffer = new byte[TileId.WIDTH * TreeHash.BYTES];
            return (id, width) -> {
                byte[] found = right.read(id, width);
                System.arraycopy(found, 0, buffer, 0, found.length);
                return buffer;
            };
        }
    }
}
