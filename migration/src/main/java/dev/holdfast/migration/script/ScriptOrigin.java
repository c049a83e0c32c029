package dev.holdfast.migration.script;

import dev.holdfast.core.SchemaScript;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Where the migrations of a source come from.
 *
 * @param locations folders of migrations
 * @param undoLocations folders of undo scripts
 * @param naming how the files are named
 * @param memory scripts in memory
 * @param classes migrations written in Java
 * @param callbacks callbacks written in Java
 */
public record ScriptOrigin(
        List<ScriptLocation> locations,
        List<ScriptLocation> undoLocations,
        MigrationNaming naming,
        List<SchemaScript> memory,
        List<JavaMigration> classes,
        List<Callback> callbacks) {
    /** Copies the lists. */
    public ScriptOrigin {
        locations = List.copyOf(locations);
        undoLocations = List.copyOf(undoLocations);
        memory = List.copyOf(memory);
        classes = List.copyOf(classes);
        callbacks = List.copyOf(callbacks);
    }

    /**
     * The same with other folders of migrations.
     *
     * @param other what takes their place
     * @return the origin
     */
    public ScriptOrigin withLocations(List<ScriptLocation> other) {
        return new ScriptOrigin(other, undoLocations, naming, memory, classes, callbacks);
    }

    /**
     * The same with other folders of undo scripts.
     *
     * @param other what takes their place
     * @return the origin
     */
    public ScriptOrigin withUndoLocations(List<ScriptLocation> other) {
        return new ScriptOrigin(locations, other, naming, memory, classes, callbacks);
    }

    /**
     * The same with other names of files.
     *
     * @param other what takes their place
     * @return the origin
     */
    public ScriptOrigin withNaming(MigrationNaming other) {
        return new ScriptOrigin(locations, undoLocations, other, memory, classes, callbacks);
    }

    /**
     * The same with other scripts in memory.
     *
     * @param other what takes their place
     * @return the origin
     */
    public ScriptOrigin withMemory(List<SchemaScript> other) {
        return new ScriptOrigin(locations, undoLocations, naming, other, classes, callbacks);
    }

    /**
     * The same with other migrations written in Java.
     *
     * @param other what takes their place
     * @return the origin
     */
    public ScriptOrigin withClasses(List<JavaMigration> other) {
        return new ScriptOrigin(locations, undoLocations, naming, memory, other, callbacks);
    }

    /**
     * The same with other callbacks written in Java.
     *
     * @param other what takes their place
     * @return the origin
     */
    public ScriptOrigin withCallbacks(List<Callback> other) {
        return new ScriptOrigin(locations, undoLocations, naming, memory, classes, other);
    }

    List<NamedScript> scripts() {
        return read(locations);
    }

    List<NamedScript> undos() {
        return read(undoLocations);
    }

    /** Each location by itself: two of them may follow different forms. */
    private List<NamedScript> read(List<ScriptLocation> folders) {
        List<NamedScript> all = new ArrayList<>();
        folders.forEach(folder -> all.addAll(naming.read(folder.files())));
        return all;
    }
}
