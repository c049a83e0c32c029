package dev.holdfast.migration.cli.settings;

import java.util.Locale;

/** What can be set; each as an option, a variable of the environment, or a line of the settings file. */
public enum Setting {
    /** The database's address, {@code jdbc:postgresql://…}. */
    URL(""),
    /** The role to connect as. */
    USER(""),
    /** A file of passwords in PostgreSQL's own form. */
    PASSWORD_FILE(""),
    /** Folders of migrations, separated by commas. */
    LOCATIONS("filesystem:db/migration"),
    /** Folders of undo scripts, separated by commas. */
    UNDO_LOCATIONS("filesystem:db/undo"),
    /** The schema that is migrated and holds the history table. */
    SCHEMA("public"),
    /** The history table. */
    HISTORY_TABLE("flyway_schema_history"),
    /** The schema of Holdfast's own tables. */
    NAMESPACE("holdfast"),
    /** How long a statement may wait for a table's lock. */
    LOCK_TIMEOUT("5s"),
    /** How long a statement may run; nothing when it may run for ever. */
    STATEMENT_TIMEOUT(""),
    /** How long to wait for another migrator. */
    MIGRATOR_WAIT("2m"),
    /** How migrations are named: flyway, pairs, single or folders; nothing when the folder tells. */
    NAMING(""),
    /** The folder of run records; nothing to keep none. */
    RECORDS("");

    private final String initial;

    Setting(String initial) {
        this.initial = initial;
    }

    /** The value when nobody gives one; empty when there is none. */
    String initial() {
        return initial;
    }

    /**
     * Its name in the settings file.
     *
     * @return such as {@code lock-timeout}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Its name on the command line.
     *
     * @return such as {@code --lock-timeout}
     */
    public String option() {
        return "--" + key();
    }

    /**
     * Its name in the environment.
     *
     * @return such as {@code HOLDFAST_LOCK_TIMEOUT}
     */
    public String variable() {
        return "HOLDFAST_" + name();
    }
}
