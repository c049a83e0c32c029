package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of one batch. */
public sealed interface SealResult {
    /**
     * A checkpoint was signed.
     *
     * @param checkpoint the signed tree head, over all that was sealed so far
     * @param events how many events the batch added; 0 when there was nothing to add, or when the batch only ended a round that
     *     another node had begun: what was committed since is the next call's
     * @param more whether the batch was full, so that the next one has work at once
     */
    record Sealed(SignedCheckpoint checkpoint, int events, boolean more) implements SealResult {}

    /** Another node is sealing, or just did; nothing was done. */
    record Busy() implements SealResult {}

    /**
     * Nothing was signed, since the tree is not the one that was signed before: verify the log.
     *
     * @param reason what is wrong
     */
    record Refused(Reason reason) implements SealResult {}

    /** Why nothing is signed. */
    enum Reason {
        /** The tables are in another cluster than the one they were sealed in: declare the restore. */
        RESTORED,
        /** The newest checkpoint is missing, has no valid signature, or is not of the stored tree. */
        TREE_FORGED,
        /** The tree lacks what this node has seen signed: the log was cut, rewritten or replaced by a backup. */
        ROLLED_BACK
    }

    /**
     * Decides by the case.
     *
     * @param sealed when a checkpoint was signed
     * @param busy when another node is at it
     * @param refused when the tree is not the one that was signed before
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(Function<Sealed, T> sealed, Supplier<T> busy, Function<Reason, T> refused) {
        if (this instanceof Sealed done) {
            return sealed.apply(done);
        }
        return this instanceof Refused no ? refused.apply(no.reason()) : busy.get();
    }
}
