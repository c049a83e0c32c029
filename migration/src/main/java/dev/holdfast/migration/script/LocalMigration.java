package dev.holdfast.migration.script;

import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A migration at hand.
 *
 * @param version its version; none for a repeatable one
 * @param description what it does, in words
 * @param script its name in the history: the file's path below its location, or the class's name
 * @param work what is run
 * @param undo what takes it back
 */
public record LocalMigration(
        Optional<MigrationVersion> version, String description, String script, Work work, Optional<ScriptFile> undo) {
    /** What a migration runs. */
    public sealed interface Work {
        /**
         * The file of a script.
         *
         * @return the file; none for a class
         */
        default Optional<ScriptFile> file() {
            return this instanceof Sql sql ? Optional.of(sql.up()) : Optional.empty();
        }
    }

    /**
     * A script.
     *
     * @param up its file
     */
    public record Sql(ScriptFile up) implements Work {}

    /**
     * A class.
     *
     * @param migration it
     */
    public record Java(JavaMigration migration) implements Work {}

    /**
     * Its type in Flyway's history.
     *
     * @return {@code SQL}, or what the class says: {@code JDBC}
     */
    public String type() {
        return work instanceof Java java ? java.migration().getType().name() : "SQL";
    }

    /**
     * Where it stands, for messages.
     *
     * @return location and path, or the class's name
     */
    public String place() {
        return work.file().map(ScriptFile::toString).orElse(script);
    }

    /**
     * The version as the history writes it.
     *
     * @return such as {@code 1.2}; empty for a repeatable migration
     */
    public String versionText() {
        return version.map(MigrationVersion::toString).orElse("");
    }
}
