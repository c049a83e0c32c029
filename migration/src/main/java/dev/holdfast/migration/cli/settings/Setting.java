package dev.holdfast.migration.cli.settings;

import java.util.List;
import java.util.Locale;

/** What can be set; each as an option, a variable of the environment, or a line of the settings file. */
public enum Setting {
    /** The database's address, {@code jdbc:postgresql://…}. */
    URL("", "URL", "jdbc:postgresql://host:port/database"),
    /** The role to connect as. */
    USER("", "ROLE", "The role to connect as."),
    /** A file of passwords in PostgreSQL's own form. */
    PASSWORD_FILE("", "FILE", "Passwords in the form of .pgpass, readable by the owner alone."),
    /** Folders of migrations, separated by commas. */
    LOCATIONS("filesystem:db/migration", "PLACES", "Folders of migrations, separated by commas; usually db/migration."),
    /** Folders of undo scripts, separated by commas. */
    UNDO_LOCATIONS("filesystem:db/undo", "PLACES", "Folders of undo scripts, separated by commas; usually db/undo."),
    /** Folders of verify scripts, separated by commas. */
    VERIFY_LOCATIONS(
            "filesystem:db/verify", "PLACES", "Folders of verify scripts, separated by commas; usually db/verify."),
    /** How migrations are named: flyway, pairs, single or folders; nothing when the folder tells. */
    NAMING("", "STYLE", "How files are named: flyway, pairs, single or folders; usually as the folder shows."),
    /** The schema that is migrated and holds the history table. */
    SCHEMA("public", "NAME", "The schema to migrate; usually public."),
    /** The history table. */
    HISTORY_TABLE("flyway_schema_history", "NAME", "The history table; usually flyway_schema_history."),
    /** The schema of Holdfast's own tables. */
    NAMESPACE("holdfast", "NAME", "The schema of Holdfast's own tables; usually holdfast."),
    /** How long a statement may wait for a table's lock. */
    LOCK_TIMEOUT("5s", "TIME", "How long a statement may wait for a lock; usually 5s."),
    /** How long a statement may run; nothing when it may run for ever. */
    STATEMENT_TIMEOUT("", "TIME", "How long a statement may run, such as 10m; usually without end.") {
        @Override
        public List<String> options() {
            return List.of(option(), "--query-timeout");
        }
    },
    /** How long to wait for another migrator. */
    MIGRATOR_WAIT("2m", "TIME", "How long to wait for another migrator; usually 2m."),
    /** How the gate knows which versions of the application run; none to leave it open. */
    GATE(
            "none",
            "HOW",
            "How 'migrate' knows which versions of the application run, for migrations that require one: heartbeats,"
                    + " connections or none; usually none."),
    /** How long after it was last seen an instance is taken to run still. */
    GATE_WINDOW("15m", "TIME", "How long an instance counts after it was last seen; usually 15m."),
    /** The folder of run records; nothing to keep none. */
    RECORDS("", "FOLDER", "Where run records are kept; usually nowhere.");

    private final String initial;
    private final String label;
    private final String description;

    Setting(String initial, String label, String description) {
        this.initial = initial;
        this.label = label;
        this.description = description;
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
     * All its names on the command line.
     *
     * @return the usual one first
     */
    public List<String> options() {
        return List.of(option());
    }

    /**
     * What its value is called in a synopsis.
     *
     * @return such as {@code TIME}
     */
    public String label() {
        return label;
    }

    /**
     * What it is, with what is usual.
     *
     * @return one sentence
     */
    public String description() {
        return description;
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
