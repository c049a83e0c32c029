package dev.holdfast.audit.harden;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the log that a role runs; it is granted what the statements of that part need, and no more.
 *
 * <p>Making months, dropping them, and hardening are not parts: they are the owner's, who needs no grants.
 */
public enum LogPart {
    /** {@code AuditLog.append}: one INSERT into the log. Nothing can be read back, the own events neither. */
    WRITE,
    /**
     * The recorders in the background: INSERT; and for a batch whose commit was not answered, a temporary table through which
     * it is compared with what is there.
     */
    RECORD,
    /** {@code AuditSeals}: reads the log, adds leaves and checkpoints, and grows the tree. */
    SEAL,
    /** {@code AuditLog.find}, {@code SealVerifier}, {@code SealProofs} and {@link HardeningCheck}. */
    READ;

    /** What is granted on the log's tables; anything else there is surplus. */
    List<Place> tables() {
        return switch (this) {
            case WRITE -> Place.grants("LOG INSERT");
            case RECORD -> Place.grants("LOG INSERT", "LOG SELECT");
            case SEAL ->
                Place.grants(
                        "LOG SELECT",
                        "LEAF INSERT",
                        "LEAF SELECT",
                        "TILE INSERT",
                        "TILE SELECT",
                        "TILE UPDATE",
                        "CHECKPOINT INSERT",
                        "CHECKPOINT SELECT",
                        "CHECKPOINT UPDATE",
                        "TREE SELECT",
                        "TREE UPDATE");
            case READ -> Place.grants("LOG SELECT", "LEAF SELECT", "TILE SELECT", "CHECKPOINT SELECT", "TREE SELECT");
        };
    }

    /** What must be there beside it, and may come from PUBLIC. */
    List<Place> around() {
        return switch (this) {
            case WRITE -> Place.grants("SCHEMA USAGE", "FUNCTION EXECUTE");
            case RECORD -> Place.grants("SCHEMA USAGE", "FUNCTION EXECUTE", "DATABASE TEMPORARY");
            case SEAL, READ -> Place.grants("SCHEMA USAGE");
        };
    }

    /**
     * One privilege.
     *
     * @param place a {@link GuardedTable}'s name, or SCHEMA, FUNCTION, DATABASE
     * @param privilege as PostgreSQL names it
     */
    record Place(String place, String privilege) {
        static List<Place> grants(String... grants) {
            return Stream.of(grants)
                    .map(grant -> grant.split(" ", -1))
                    .map(words -> new Place(words[0], words[1]))
                    .toList();
        }
    }
}
