package dev.holdfast.migration;

import dev.holdfast.migration.phase.GateDecision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run of migrations did.
 *
 * @param applied what was applied, in order; empty when everything was there already
 * @param heldBack the migration before which the run ended because its gate was closed; none when all was applied
 */
public record MigrationResult(List<Applied> applied, Optional<HeldBack> heldBack) {
    /** Copies the list. */
    public MigrationResult {
        applied = List.copyOf(applied);
    }

    /**
     * The versions applied for one source.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @return the versions, in order
     */
    public List<String> versions(String source) {
        return applied.stream()
                .filter(one -> one.source().equals(source))
                .map(Applied::version)
                .toList();
    }

    /**
     * A migration that may not be applied yet.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @param version its version, or its description when it is a repeatable one
     * @param closed why not, and the next step
     */
    public record HeldBack(String source, String version, GateDecision.Closed closed) {}

    /**
     * One migration that was applied.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @param version its version; empty for a repeatable one
     * @param description what it does
     * @param took how long it ran
     */
    public record Applied(String source, String version, String description, Duration took) {}
}
