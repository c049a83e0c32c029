package dev.holdfast.migration;

import java.time.Duration;
import java.util.List;

/**
 * What a run of migrations did.
 *
 * @param applied what was applied, in order; empty when everything was there already
 */
public record MigrationResult(List<Applied> applied) {
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
     * One migration that was applied.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @param version its version; empty for a repeatable one
     * @param description what it does
     * @param took how long it ran
     */
    public record Applied(String source, String version, String description, Duration took) {}
}
