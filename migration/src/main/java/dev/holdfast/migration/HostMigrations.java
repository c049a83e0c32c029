package dev.holdfast.migration;

import dev.holdfast.core.Require;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptLocation;
import dev.holdfast.migration.sql.TableName;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host's own migrations: where their files are, and scripts that were generated.
 *
 * <p>The SQL is run as it stands: no placeholder in it is replaced. An undo file has the name of its migration with
 * {@code U} for {@code V}, in a folder of its own: Flyway refuses {@code U} names below a folder of {@code V} files.
 *
 * @param schema the schema in which unqualified names are looked up first, and which holds the history table
 * @param historyTable the history table's name
 * @param locations folders of {@code V…} and {@code R…} files
 * @param undoLocations folders of {@code U…} files
 * @param scripts scripts in memory, in addition to the files
 */
public record HostMigrations(
        String schema,
        String historyTable,
        List<ScriptLocation> locations,
        List<ScriptLocation> undoLocations,
        List<SchemaScript> scripts) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when a name is blank or too long
     */
    public HostMigrations {
        Require.text("schema", schema, 63);
        Require.text("historyTable", historyTable, 63);
        locations = List.copyOf(locations);
        undoLocations = List.copyOf(undoLocations);
        scripts = List.copyOf(scripts);
    }

    /**
     * No migrations yet, in a schema whose history table has Flyway's usual name.
     *
     * @param schema such as {@code public}
     * @return migrations to add to
     */
    public static HostMigrations in(String schema) {
        return new HostMigrations(schema, "flyway_schema_history", List.of(), List.of(), List.of());
    }

    /**
     * The same with another history table.
     *
     * @param table its name
     * @return the migrations
     */
    public HostMigrations withHistoryTable(String table) {
        return new HostMigrations(schema, table, locations, undoLocations, scripts);
    }

    /**
     * The same with more folders of migrations.
     *
     * @param more such as {@code filesystem:db/migration} or {@code classpath:db/migration}
     * @return the migrations
     */
    public HostMigrations withLocations(String... more) {
        return new HostMigrations(schema, historyTable, joined(locations, more), undoLocations, scripts);
    }

    /**
     * The same with more folders of undo files.
     *
     * @param more such as {@code filesystem:db/undo}
     * @return the migrations
     */
    public HostMigrations withUndoLocations(String... more) {
        return new HostMigrations(schema, historyTable, locations, joined(undoLocations, more), scripts);
    }

    /**
     * The same with more scripts in memory.
     *
     * @param more the scripts, each with its undo
     * @return the migrations
     */
    public HostMigrations withScripts(List<SchemaScript> more) {
        List<SchemaScript> all = Stream.concat(scripts.stream(), more.stream()).toList();
        return new HostMigrations(schema, historyTable, locations, undoLocations, all);
    }

    MigrationSource source() {
        TableName history = new TableName(schema, historyTable);
        return MigrationSource.of(MigrationSet.HOST, history, locations, undoLocations, scripts);
    }

    @Override
    public String toString() {
        return "HostMigrations[" + schema + "." + historyTable + ", " + locations + ", " + scripts.size()
                + " scripts in memory]";
    }

    private static List<ScriptLocation> joined(List<ScriptLocation> present, String... more) {
        return Stream.concat(present.stream(), Stream.of(more).map(ScriptLocation::new))
                .toList();
    }
}
