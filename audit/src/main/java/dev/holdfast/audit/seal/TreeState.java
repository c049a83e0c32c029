package dev.holdfast.audit.seal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far sealing has come.
 *
 * @param size how many leaves there are
 * @param isAtHome whether the tables are in the cluster in which they were sealed
 * @param progress between which snapshots, and where between them
 * @param isRestored whether the tables came from another cluster once
 * @param isSweeping whether events are found by the lack of a leaf alone
 */
record TreeState(long size, boolean isAtHome, Progress progress, boolean isRestored, boolean isSweeping) {
    /**
     * A round of sealing.
     *
     * @param snapshot what is sealed
     * @param target what is being sealed, or null between rounds
     * @param tx the transaction of the event reached, or null
     * @param id the event reached, or null
     */
    record Progress(
            String snapshot,
            @Nullable String target,
            @Nullable String tx,
            @Nullable UUID id) {
        static Progress at(String snapshot) {
            return new Progress(snapshot, null, null, null);
        }

        /** The first transaction that had not begun. */
        String end() {
            return snapshot.split(":", -1)[1];
        }

        /** The transactions that were open, as an array's text. */
        String open() {
            return "{" + snapshot.split(":", -1)[2] + "}";
        }
    }
}
