package dev.holdfast.migration.script;

/**
 * A file and what its name says of it.
 *
 * @param role what it is for
 * @param version its version as the name has it, with dots; empty for a repeatable script and a callback
 * @param description what it does, in words; for a callback the event's name
 * @param file the file
 */
public record NamedScript(Role role, String version, String description, ScriptFile file) {
    /** What a script is for. */
    public enum Role {
        /** Applied once. */
        VERSIONED,
        /** Applied again whenever it has changed. */
        REPEATABLE,
        /** Takes a version back. */
        UNDO,
        /** Run around migrations. */
        CALLBACK
    }
}
