package dev.holdfast.migration;

import dev.holdfast.core.Require;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.script.MigrationNaming;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptLocation;
import dev.holdfast.migration.script.ScriptOrigin;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.verify.VerifyScript;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The host's own migrations: where their files are, and scripts that were generated.
 *
 * <p>The SQL is run as it stands: no placeholder in it is replaced. With Flyway's names an undo file has the name of its
 * migration with {@code U} for {@code V}, in a folder of its own: Flyway refuses {@code U} names below a folder of {@code V}
 * files. A down file of other tools' names stands beside its up file.
 *
 * @param schema the schema in which unqualified names are looked up first, and which holds the history table
 * @param historyTable the history table's name
 * @param origin folders, scripts in memory and classes
 * @param verifyLocations folders of scripts that say what must hold
 */
public record HostMigrations(
        String schema, String historyTable, ScriptOrigin origin, List<ScriptLocation> verifyLocations) {
    /**
     * Checks the names and copies the list.
     *
     * @throws IllegalArgumentException when a name is blank or too long
     */
    public HostMigrations {
        Require.text("schema", schema, 63);
        Require.text("historyTable", historyTable, 63);
        verifyLocations = List.copyOf(verifyLocations);
    }

    /**
     * No migrations yet, in a schema whose history table has Flyway's usual name.
     *
     * @param schema such as {@code public}
     * @return migrations to add to
     */
    public static HostMigrations in(String schema) {
        ScriptOrigin empty =
                new ScriptOrigin(List.of(), List.of(), MigrationNaming.detected(), List.of(), List.of(), List.of());
        return new HostMigrations(schema, "flyway_schema_history", empty, List.of());
    }

    /**
     * The same in another schema, as for another tenant.
     *
     * @param name such as {@code tenant_7}
     * @return the migrations
     */
    public HostMigrations withSchema(String name) {
        return new HostMigrations(name, historyTable, origin, verifyLocations);
    }

    /**
     * The same with another history table.
     *
     * @param table its name
     * @return the migrations
     */
    public HostMigrations withHistoryTable(String table) {
        return new HostMigrations(schema, table, origin, verifyLocations);
    }

    /**
     * The same with more folders of migrations.
     *
     * @param more such as {@code filesystem:db/migration} or {@code classpath:db/migration}
     * @return the migrations
     */
    public HostMigrations withLocations(String... more) {
        return with(origin.withLocations(joined(origin.locations(), locations(more))));
    }

    /**
     * The same with more folders of undo files.
     *
     * @param more such as {@code filesystem:db/undo}
     * @return the migrations
     */
    public HostMigrations withUndoLocations(String... more) {
        return with(origin.withUndoLocations(joined(origin.undoLocations(), locations(more))));
    }

    /**
     * The same with more folders of verify scripts, which {@link Migrations#verify} runs: each statement is a query of one
     * row and one column that must be true. A file called {@code V<version>__name.sql} is run once that version is applied,
     * any other always.
     *
     * @param more such as {@code filesystem:db/verify}
     * @return the migrations
     */
    public HostMigrations withVerifyLocations(String... more) {
        return new HostMigrations(schema, historyTable, origin, joined(verifyLocations, locations(more)));
    }

    /**
     * The same with more scripts in memory.
     *
     * @param more the scripts, each with its undo
     * @return the migrations
     */
    public HostMigrations withScripts(List<SchemaScript> more) {
        return with(origin.withMemory(joined(origin.memory(), more)));
    }

    /**
     * The same with other names of files.
     *
     * @param naming how files are named, in every location
     * @return the migrations
     */
    public HostMigrations withNaming(MigrationNaming naming) {
        return with(origin.withNaming(naming));
    }

    /**
     * The same with more migrations written in Java.
     *
     * <p>Each gets the connection of its transaction, unless it says that it cannot run in one.
     *
     * @param more the migrations, as Flyway takes them
     * @return the migrations
     */
    public HostMigrations withJavaMigrations(JavaMigration... more) {
        return with(origin.withClasses(joined(origin.classes(), List.of(more))));
    }

    /**
     * The same with more callbacks written in Java.
     *
     * @param more the callbacks, as Flyway takes them; they are asked for the events of a migration
     * @return the migrations
     */
    public HostMigrations withCallbacks(Callback... more) {
        return with(origin.withCallbacks(joined(origin.callbacks(), List.of(more))));
    }

    TableName history() {
        return new TableName(schema, historyTable);
    }

    MigrationSource source() {
        return MigrationSource.of(MigrationSet.HOST, history(), origin);
    }

    /** The scripts that say what must hold, by their names. */
    List<VerifyScript> verifyScripts() {
        return verifyLocations.stream()
                .flatMap(location -> location.files().stream())
                .filter(file -> file.path().endsWith(".sql"))
                .map(VerifyScript::new)
                .toList();
    }

    @Override
    public String toString() {
        return "HostMigrations[" + schema + "." + historyTable + ", " + origin.locations() + ", "
                + origin.memory().size() + " scripts in memory]";
    }

    private HostMigrations with(ScriptOrigin other) {
        return new HostMigrations(schema, historyTable, other, verifyLocations);
    }

    private static List<ScriptLocation> locations(String... texts) {
        return Stream.of(texts).map(ScriptLocation::new).toList();
    }

    private static <T> List<T> joined(List<T> present, List<? extends T> more) {
        return Stream.<T>concat(present.stream(), more.stream()).toList();
    }
}
