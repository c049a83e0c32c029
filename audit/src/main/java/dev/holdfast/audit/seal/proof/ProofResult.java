package dev.holdfast.audit.seal.proof;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a proof proves. */
public sealed interface ProofResult {
    /**
     * The event stood in the log, with these columns, when the checkpoint was signed.
     *
     * @param checkpoint the tree head that it stood under
     * @param index its place in the tree
     * @param event its columns that are not null, as text; empty when the leaf holds more than this version can show
     */
    record Included(SignedCheckpoint checkpoint, long index, Map<String, String> event) implements ProofResult {
        /** Copies the columns. */
        public Included {
            event = Collections.unmodifiableMap(new LinkedHashMap<>(event));
        }
    }

    /**
     * The log of the newer checkpoint is that of the older one with events added.
     *
     * @param older the older tree head
     * @param newer the newer tree head
     */
    record Grown(SignedCheckpoint older, SignedCheckpoint newer) implements ProofResult {}

    /**
     * The file proves nothing.
     *
     * @param reason why
     */
    record Invalid(Reason reason) implements ProofResult {}

    /** Why a file proves nothing. */
    enum Reason {
        /** It is not of the format. */
        MALFORMED,
        /** A checkpoint is not signed by the key, or not of its log. */
        CHECKPOINT,
        /** The path does not lead to the root. */
        PATH
    }

    /**
     * Decides by the case.
     *
     * @param included when it proves an event
     * @param grown when it proves that the log only grew
     * @param invalid when it proves nothing
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(Function<Included, T> included, Function<Grown, T> grown, Function<Reason, T> invalid) {
        if (this instanceof Included event) {
            return included.apply(event);
        }
        return this instanceof Grown growth ? grown.apply(growth) : invalid.apply(((Invalid) this).reason());
    }
}
