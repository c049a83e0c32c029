package dev.holdfast.migration.undo;

import java.util.List;
import java.util.Optional;

/**
 * What became of taking several migrations back.
 *
 * @param undone those that were, newest first
 * @param stopped why it went no further; none when it came to its end
 */
public record RollbackResult(List<UndoResult.Undone> undone, Optional<UndoResult.Refused> stopped) {
    /** Copies the list. */
    public RollbackResult {
        undone = List.copyOf(undone);
    }

    /**
     * The versions that were taken back.
     *
     * @return newest first
     */
    public List<String> versions() {
        return undone.stream().map(UndoResult.Undone::version).toList();
    }
}
