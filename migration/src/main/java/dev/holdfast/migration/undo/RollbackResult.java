package dev.holdfast.migration.undo;

import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
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

    /**
     * What a run's record says of those that were taken back.
     *
     * @return newest first
     */
    public List<MigrationRun> runs() {
        return undone.stream().map(RollbackResult::run).toList();
    }

    private static MigrationRun run(UndoResult.Undone one) {
        return new MigrationRun(
                one.source(),
                one.version(),
                "",
                one.script(),
                "",
                Result.UNDONE,
                one.took(),
                1,
                List.of(),
                Optional.empty(),
                List.of());
    }
}
