package dev.holdfast.migration.undo;

import java.util.List;

/** What became of taking a whole source back. */
public sealed interface RemovalResult {
    /**
     * The versions that were taken back, newest first.
     *
     * @return the versions
     */
    List<String> undone();

    /**
     * Everything was taken back and the history table dropped.
     *
     * @param undone the versions, newest first
     * @param schemaDropped whether the schema went as well: it had been created with this history and was empty
     */
    record Removed(List<String> undone, boolean schemaDropped) implements RemovalResult {
        /** Copies the list. */
        public Removed {
            undone = List.copyOf(undone);
        }
    }

    /**
     * It came to a version that could not be taken back; those before it are, the history stays.
     *
     * @param undone the versions taken back, newest first
     * @param refusal why it stopped
     */
    record Stopped(List<String> undone, UndoResult.Refused refusal) implements RemovalResult {
        /** Copies the list. */
        public Stopped {
            undone = List.copyOf(undone);
        }
    }
}
