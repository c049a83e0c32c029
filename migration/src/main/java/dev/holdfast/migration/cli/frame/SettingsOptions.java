package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import dev.holdfast.migration.cli.settings.Surroundings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings as options: each a text here, read where the settings are put together. */
public final class SettingsOptions {
    private final Map<Setting, String> given = new EnumMap<>(Setting.class);

    @Option(
            order = 10,
            names = "--settings",
            paramLabel = "FILE",
            description = "The settings file; usually holdfast.properties in the working directory, if it is there.")
    private @Nullable String file;

    @Option(order = 20, names = "--url", paramLabel = "URL", description = "jdbc:postgresql://host:port/database")
    void url(String text) {
        given.put(Setting.URL, text);
    }

    @Option(order = 30, names = "--user", paramLabel = "ROLE", description = "The role to connect as.")
    void user(String text) {
        given.put(Setting.USER, text);
    }

    @Option(
            order = 40,
            names = "--password-file",
            paramLabel = "FILE",
            description = "Passwords in the form of .pgpass, readable by the owner alone.")
    void passwordFile(String text) {
        given.put(Setting.PASSWORD_FILE, text);
    }

    @Option(
            order = 50,
            names = "--locations",
            paramLabel = "PLACES",
            description = "Folders of migrations, separated by commas; usually db/migration.")
    void locations(String text) {
        given.put(Setting.LOCATIONS, text);
    }

    @Option(
            order = 60,
            names = "--undo-locations",
            paramLabel = "PLACES",
            description = "Folders of undo scripts, separated by commas; usually db/undo.")
    void undoLocations(String text) {
        given.put(Setting.UNDO_LOCATIONS, text);
    }

    @Option(order = 80, names = "--schema", paramLabel = "NAME", description = "The schema to migrate; usually public.")
    void schema(String text) {
        given.put(Setting.SCHEMA, text);
    }

    @Option(
            order = 90,
            names = "--history-table",
            paramLabel = "NAME",
            description = "The history table; usually flyway_schema_history.")
    void historyTable(String text) {
        given.put(Setting.HISTORY_TABLE, text);
    }

    @Option(
            order = 100,
            names = "--namespace",
            paramLabel = "NAME",
            description = "The schema of Holdfast's own tables; usually holdfast.")
    void namespace(String text) {
        given.put(Setting.NAMESPACE, text);
    }

    @Option(
            order = 110,
            names = "--lock-timeout",
            paramLabel = "TIME",
            description = "How long a statement may wait for a lock; usually 5s.")
    void lockTimeout(String text) {
        given.put(Setting.LOCK_TIMEOUT, text);
    }

    @Option(
            order = 120,
            names = {"--statement-timeout", "--query-timeout"},
            paramLabel = "TIME",
            description = "How long a statement may run, such as 10m; usually without end.")
    void statementTimeout(String text) {
        given.put(Setting.STATEMENT_TIMEOUT, text);
    }

    @Option(
            order = 130,
            names = "--migrator-wait",
            paramLabel = "TIME",
            description = "How long to wait for another migrator; usually 2m.")
    void migratorWait(String text) {
        given.put(Setting.MIGRATOR_WAIT, text);
    }

    @Option(
            order = 70,
            names = "--naming",
            paramLabel = "STYLE",
            description = "How files are named: flyway, pairs, single or folders; usually as the folder shows.")
    void naming(String text) {
        given.put(Setting.NAMING, text);
    }

    @Option(
            order = 140,
            names = "--records",
            paramLabel = "FOLDER",
            description = "Where run records are kept; usually nowhere.")
    void records(String text) {
        given.put(Setting.RECORDS, text);
    }

    Settings in(Surroundings surroundings) {
        return Settings.of(given, Optional.ofNullable(file), surroundings);
    }
}
