package dev.holdfast.audit.anchor;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.function.Function;

/** What an anchor says to a checkpoint. */
public sealed interface AnchorResult {
    /**
     * The anchor holds it.
     *
     * @param checkpoint what it holds: the one published, or an older signature of the same tree head; a witness's
     *     cosignature stands under it
     */
    record Held(SignedCheckpoint checkpoint) implements AnchorResult {}

    /**
     * The anchor holds what contradicts it: the log was cut, rewritten or set back, or another node was faster.
     *
     * @param reason how
     * @param size the size of what the anchor holds
     */
    record Contradicted(Reason reason, long size) implements AnchorResult {}

    /** How the anchor contradicts. */
    enum Reason {
        /** The anchor holds a larger tree of the same epoch, or one of a later epoch. */
        AHEAD,
        /** The anchor holds another history: no proof leads from what it holds to the checkpoint. */
        FORKED,
        /** The checkpoint begins an epoch that no restore declares. */
        UNDECLARED
    }

    /**
     * Decides by the case.
     *
     * @param held when the anchor holds it
     * @param contradicted when the anchor holds what contradicts it
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(Function<Held, T> held, Function<Contradicted, T> contradicted) {
        return this instanceof Held kept ? held.apply(kept) : contradicted.apply((Contradicted) this);
    }
}
