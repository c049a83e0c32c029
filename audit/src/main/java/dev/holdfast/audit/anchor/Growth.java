package dev.holdfast.audit.anchor;

import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.anchor.AnchorResult.Reason;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.ConsistencyProof;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A checkpoint on its way to anchors, and what proves that it follows from what they hold.
 *
 * <p>Thread-safe when its source of proofs is.
 */
public final class Growth {
    private final SignedCheckpoint checkpoint;
    private final List<DeclaredRestore> restores;
    private final LongFunction<ConsistencyProof> proofs;

    private Growth(SignedCheckpoint checkpoint, List<DeclaredRestore> restores, LongFunction<ConsistencyProof> proofs) {
        this.checkpoint = checkpoint;
        this.restores = List.copyOf(restores);
        this.proofs = proofs;
    }

    /**
     * A growth.
     *
     * @param checkpoint the checkpoint, opened with the log's key
     * @param restores the log's declared restores, opened with its key
     * @param proofs gives the proof from a size, no larger than the checkpoint's, to the checkpoint
     * @return the growth
     */
    public static Growth of(
            SignedCheckpoint checkpoint, List<DeclaredRestore> restores, LongFunction<ConsistencyProof> proofs) {
        return new Growth(checkpoint, restores, proofs);
    }

    /**
     * The checkpoint to keep.
     *
     * @return the checkpoint
     */
    public SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    /**
     * The log's declared restores, to be kept with the checkpoint.
     *
     * @return by epoch
     */
    public List<DeclaredRestore> restores() {
        return restores;
    }

    /**
     * The path from an earlier size to the checkpoint.
     *
     * @param size 0 to the checkpoint's size
     * @return the path; whether it leads there, only the roots tell
     */
    public ConsistencyProof since(long size) {
        return proofs.apply(size);
    }

    /**
     * What stands against keeping the checkpoint: the one rule of all anchors.
     *
     * <p>The newest checkpoint that the anchor holds must be one from which the log has grown. When a declared restore lost
     * it, the same goes for the newest one that was kept.
     *
     * @param newest gives the newest checkpoint that the anchor holds of at most a size
     * @return why the anchor must refuse, or empty when it may keep the checkpoint
     */
    public Optional<Contradicted> refusal(LongFunction<Optional<SignedCheckpoint>> newest) {
        Optional<Checkpoint> held = newest.apply(Long.MAX_VALUE).map(SignedCheckpoint::checkpoint);
        while (held.isPresent()) {
            Optional<DeclaredRestore> excuse = DeclaredRestore.excusing(restores, held.get())
                    .filter(restore ->
                            restore.epoch() <= checkpoint.checkpoint().epoch());
            if (excuse.isEmpty()) {
                return against(held.get());
            }
            held = newest.apply(excuse.get().kept()).map(SignedCheckpoint::checkpoint);
        }
        return Optional.empty();
    }

    private Optional<Contradicted> against(Checkpoint held) {
        Checkpoint now = checkpoint.checkpoint();
        Reason reason = null;
        if (held.epoch() > now.epoch() || (held.epoch() == now.epoch() && held.size() > now.size())) {
            reason = Reason.AHEAD;
        } else if (held.epoch() < now.epoch() && restores.stream().noneMatch(one -> one.epoch() == now.epoch())) {
            reason = Reason.UNDECLARED;
        } else if (!held.log().equals(now.log()) || held.size() > now.size() || !leads(held, now)) {
            reason = Reason.FORKED;
        }
        return Optional.ofNullable(reason).map(why -> new Contradicted(why, held.size()));
    }

    private boolean leads(Checkpoint held, Checkpoint now) {
        ConsistencyProof proof = since(held.size());
        // The source of proofs is not trusted to have answered what was asked.
        return proof.from() == held.size() && proof.to() == now.size() && proof.leads(held.root(), now.root());
    }
}
