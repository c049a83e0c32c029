package dev.holdfast.audit.seal.verify;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done to the log by other means than recording and sealing.
 *
 * @param kind what was done
 * @param event the event it was done to, or null when it is not of one event
 * @param from the first leaf concerned, or -1 when it has none
 * @param until the leaf behind the last one concerned, or -1
 * @param source who holds the checkpoint that the log contradicts, such as an anchor's name, or null when the log
 *     contradicts itself
 */
public record SealFinding(
        Kind kind,
        @Nullable UUID event,
        long from,
        long until,
        @Nullable String source) {
    /**
     * What the log shows by itself.
     *
     * @param kind what was done
     * @param event the event it was done to, or null
     * @param from the first leaf concerned, or -1
     * @param until the leaf behind the last one concerned, or -1
     */
    public SealFinding(Kind kind, @Nullable UUID event, long from, long until) {
        this(kind, event, from, until, null);
    }

    /** What was done. */
    public enum Kind {
        /** The event's row is not the one that was sealed. */
        CHANGED,
        /** The event was sealed and is gone. */
        DELETED,
        /** The event is there without having come through a transaction since the last batch: it was put in later. */
        INSERTED,
        /** Two events have changed places in the tree. */
        REORDERED,
        /** The leaf's entry, which tells its event, is missing, doubled or behind the end of the tree. */
        LEAF_FORGED,
        /** A hash of the tree is not the one that was signed, while the events are. */
        TILE_FORGED,
        /** The events of these leaves, and their hashes with them, are not those that were signed. */
        REWRITTEN,
        /** A checkpoint or the declaration of a restore is missing, or bears no valid signature. */
        CHECKPOINT_FORGED,
        /** The log ends before a checkpoint that is known from elsewhere, or is of an earlier epoch, and no restore was declared. */
        TAIL_CUT,
        /** What the log holds about an archived month is not signed, or not about the leaves of that month. */
        ARCHIVE_FORGED,
        /** The tables are in another cluster than the one they were sealed in, and nobody declared it. */
        RESTORED
    }

    static SealFinding of(Kind kind) {
        return new SealFinding(kind, null, -1, -1);
    }

    static SealFinding of(Kind kind, UUID event, long leaf) {
        return new SealFinding(kind, event, leaf, leaf + 1);
    }

    static SealFinding of(Kind kind, long from, long until) {
        return new SealFinding(kind, null, from, until);
    }
}
