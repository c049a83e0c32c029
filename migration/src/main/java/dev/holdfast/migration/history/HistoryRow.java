package dev.holdfast.migration.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/**
 * One row of a history.
 *
 * @param rank its place in the order of running
 * @param identity what was run
 * @param run who ran it and when
 * @param success whether it came to its end
 */
public record HistoryRow(int rank, Identity identity, Run run, boolean success) {
    /**
     * What was run.
     *
     * @param version its version; none for a repeatable script and for the creation of a schema
     * @param description what it does
     * @param type Flyway's type, such as {@code SQL}
     * @param script its name
     * @param checksum Flyway's checksum of it
     */
    public record Identity(
            Optional<MigrationVersion> version,
            String description,
            String type,
            String script,
            Optional<Integer> checksum) {}

    /**
     * Who ran it and when.
     *
     * @param by the database role
     * @param at when it ended, by the server's clock
     * @param took how long it ran
     */
    public record Run(String by, Instant at, Duration took) {}

    /**
     * The version.
     *
     * @return none for a repeatable script
     */
    public Optional<MigrationVersion> version() {
        return identity.version();
    }

    /**
     * The version as it stands in the table.
     *
     * @return empty for a repeatable script
     */
    public String versionText() {
        return identity.version().map(MigrationVersion::toString).orElse("");
    }

    /**
     * Flyway's type of it.
     *
     * @return such as {@code SQL}
     */
    public String type() {
        return identity.type();
    }

    /**
     * Its name.
     *
     * @return a path below a location, or a class's name
     */
    public String script() {
        return identity.script();
    }
}
