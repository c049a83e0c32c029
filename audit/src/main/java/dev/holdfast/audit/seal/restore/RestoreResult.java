package dev.holdfast.audit.seal.restore;

import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of declaring that the log was restored. */
public sealed interface RestoreResult {
    /**
     * The restore is declared and in the log; a new epoch has begun.
     *
     * @param restore the signed declaration
     * @param checkpoint the first checkpoint of the new epoch
     */
    record Declared(DeclaredRestore restore, SignedCheckpoint checkpoint) implements RestoreResult {}

    /** The log is where it was sealed and holds everything that is known of it: there is nothing to declare. */
    record NothingLost() implements RestoreResult {}

    /** Another node is sealing or declaring; nothing was done. */
    record Busy() implements RestoreResult {}

    /**
     * Nothing was declared: a declaration would cover up what somebody did to the log. Verify it.
     *
     * @param reason what is wrong
     */
    record Refused(Reason reason) implements RestoreResult {}

    /** Why nothing is declared. */
    enum Reason {
        /** The newest checkpoint is missing, has no valid signature, or is not of the stored tree. */
        TREE_FORGED
    }

    /**
     * Decides by the case.
     *
     * @param declared when the restore is declared
     * @param nothingLost when there is nothing to declare
     * @param busy when another node is at it
     * @param refused when the tree is not the one that was signed
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(
            Function<Declared, T> declared, Supplier<T> nothingLost, Supplier<T> busy, Function<Reason, T> refused) {
        if (this instanceof Declared done) {
            return declared.apply(done);
        }
        if (this instanceof Refused no) {
            return refused.apply(no.reason());
        }
        return this instanceof Busy ? busy.get() : nothingLost.get();
    }
}
