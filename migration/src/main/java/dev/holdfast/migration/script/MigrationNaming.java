package dev.holdfast.migration.script;

import java.util.List;

/**
 * How migration files are named: the port that tells what each file of a location is.
 *
 * <p>Version and description of a file go into Flyway's history, so they must be those that a plain Flyway would read from
 * the name {@code V<version>__<description>.sql}. Implementations are thread-safe.
 */
@FunctionalInterface
public interface MigrationNaming {
    /**
     * Reads the names of one location's files.
     *
     * @param files all files of the location, in the order of their paths
     * @return the scripts among them; a file that does not end in {@code .sql} is passed over
     * @throws IllegalArgumentException when the name of an SQL file does not follow the rules; names the file
     */
    List<NamedScript> read(List<ScriptFile> files);

    /**
     * Flyway's names: {@code V1_2__create_user.sql}, {@code R__views.sql}, {@code U1_2__create_user.sql},
     * {@code beforeMigrate.sql}.
     *
     * @return the naming
     */
    static MigrationNaming flyway() {
        return new FlywayNames();
    }

    /**
     * Up and down pairs: {@code 001_create_user.up.sql} with {@code 001_create_user.down.sql} as golang-migrate and sqlx
     * name them, {@code 001_create_user/up.sql} with {@code down.sql} as diesel does, and {@code 001_create_user.sql} with
     * {@code 001_create_user.down.sql} or without a down file. One location holds one of these forms.
     *
     * @return the naming
     */
    static MigrationNaming upDownPairs() {
        return new PairNames();
    }

    /**
     * Whichever of the two the files of a location follow. A location that mixes them is refused.
     *
     * @return the naming
     */
    static MigrationNaming detected() {
        return new DetectedNames();
    }
}
