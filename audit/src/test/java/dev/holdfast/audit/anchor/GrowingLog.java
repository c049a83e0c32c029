package dev.holdfast.audit.anchor;

import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TileWriter;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.audit.seal.tree.TreeProofs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log in memory for contract tests of anchors, and another history of it. */
public final class GrowingLog {
    /** How many leaves there are. */
    public static final int SIZE = 300;

    private static final Instant NOON = Instant.ofEpochSecond(1_800_000_000);

    private final NoteSigner signer;
    private final TreeProofs proofs;

    private GrowingLog(NoteSigner signer, int fork) {
        this.signer = signer;
        Map<TileId, byte[]> tiles = new HashMap<>();
        TreeHasher hasher = new TreeHasher();
        TileWriter writer = new TileWriter(hasher, 0, (id, width) -> new byte[0], tiles::put);
        for (int i = 0; i < SIZE; i++) {
            byte[] leaf = ((i < fork ? "leaf " : "other ") + i).getBytes(StandardCharsets.US_ASCII);
            writer.append(hasher.leaf(leaf).bytes(), 0);
        }
        writer.flush();
        this.proofs = new TreeProofs((id, width) -> tiles.get(id), SIZE);
    }

    /** The log of a signer. */
    public static GrowingLog of(NoteSigner signer) {
        return new GrowingLog(signer, SIZE);
    }

    /** The same key over a history that is another one from a leaf on. */
    public GrowingLog forkedAt(int leaf) {
        return new GrowingLog(signer, leaf);
    }

    public NoteSigner signer() {
        return signer;
    }

    /** A checkpoint of an epoch. */
    public synchronized SignedCheckpoint head(int epoch, long size) {
        return SignedCheckpoint.sign(Checkpoint.of(signer.key().name(), epoch, size, proofs.root(size)), NOON, signer);
    }

    /** The declaration that an epoch begins with what is kept of the one before. */
    public DeclaredRestore restore(int epoch, long kept, long lost) {
        return DeclaredRestore.sign(
                head(epoch - 1, kept).checkpoint(), epoch, lost, new DeclaredRestore.Signing(signer, NOON));
    }

    /** What is published at a size of the first epoch. */
    public Growth growth(long size) {
        return growth(1, size, List.of());
    }

    /** What is published at a size of an epoch. */
    public Growth growth(int epoch, long size, List<DeclaredRestore> restores) {
        return Growth.of(head(epoch, size), restores, from -> {
            synchronized (this) {
                return proofs.consistency(from, size);
            }
        });
    }
}
