package dev.holdfast.migration.backup;

import dev.holdfast.migration.sql.TableName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A backup table as the catalogue has it.
 *
 * @param id its number in the catalogue
 * @param setId the same for all tables that were taken in one snapshot
 * @param source the table it was taken from
 * @param table the backup table
 * @param content what it holds
 * @param dates when it was taken and what became of it
 */
public record Backup(long id, UUID setId, TableName source, TableName table, Content content, Dates dates) {
    /**
     * What a backup holds.
     *
     * @param kind whether the rows were copied or moved
     * @param rows how many
     * @param checksum of the rows' bytes, whatever their order
     * @param definition the source table as it was: columns, constraints, indexes, triggers, grants, comments
     */
    public record Content(Kind kind, long rows, String checksum, String definition) {
        @Override
        public String toString() {
            return kind + " " + rows + " rows";
        }
    }

    /**
     * A backup's life.
     *
     * @param takenAt when it was taken
     * @param expiresAt from when it may be dropped
     * @param verifiedAt when it was last found to hold what was taken
     * @param droppedAt when it was dropped
     */
    public record Dates(
            Instant takenAt, Instant expiresAt, Optional<Instant> verifiedAt, Optional<Instant> droppedAt) {}

    /** How the rows came into the backup. */
    public enum Kind {
        /** They are in the source as well. */
        COPY,
        /** They were taken out of the source: the backup is the only place that has them. */
        MOVED
    }
}
