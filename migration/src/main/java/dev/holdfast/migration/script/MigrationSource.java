package dev.holdfast.migration.script;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One history and the scripts that feed it.
 *
 * @param name the module's name, or that of the host
 * @param history its history table
 * @param scripts what is applied
 * @param undoScripts what takes it back
 */
public record MigrationSource(String name, TableName history, List<ScriptFile> scripts, List<ScriptFile> undoScripts) {
    private static final String MEMORY = "memory";

    /** Copies the lists. */
    public MigrationSource {
        scripts = List.copyOf(scripts);
        undoScripts = List.copyOf(undoScripts);
    }

    /**
     * The scripts of a module, placeholders filled in.
     *
     * @param module the module
     * @param namespace where its tables go
     * @return its source
     */
    public static MigrationSource of(SchemaModule module, Namespace namespace) {
        TableName history = new TableName(namespace.schema(), namespace.prefix() + module.historyTable());
        return new MigrationSource(
                module.name(),
                history,
                ups(module.scripts(), namespace::fill),
                undos(module.scripts(), namespace::fill));
    }

    /**
     * Scripts from folders and from memory, as they stand.
     *
     * @param name the source's name
     * @param history its history table
     * @param locations folders of migrations
     * @param undoLocations folders of undo scripts
     * @param memory scripts in memory
     * @return the source
     */
    public static MigrationSource of(
            String name,
            TableName history,
            List<ScriptLocation> locations,
            List<ScriptLocation> undoLocations,
            List<SchemaScript> memory) {
        List<ScriptFile> ups = files(locations);
        ups.addAll(ups(memory, UnaryOperator.identity()));
        List<ScriptFile> undos = files(undoLocations);
        undos.addAll(undos(memory, UnaryOperator.identity()));
        return new MigrationSource(name, history, ups, undos);
    }

    /**
     * The undo of a script.
     *
     * @param script the migration's name in the history
     * @return the script of the same name with U for V
     * @throws IllegalArgumentException when there are several
     */
    public Optional<ScriptFile> undoOf(String script) {
        String name = script.substring(script.lastIndexOf('/') + 1);
        if (!name.startsWith("V")) {
            return Optional.empty();
        }
        String undo = "U" + name.substring(1);
        List<ScriptFile> found = undoScripts.stream()
                .filter(file -> file.fileName().equals(undo))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("undo script must be one, got " + found + ": remove all but one");
        }
        return found.stream().findFirst();
    }

    private static List<ScriptFile> files(List<ScriptLocation> locations) {
        List<ScriptFile> files = new ArrayList<>();
        locations.forEach(location -> files.addAll(location.files()));
        return files;
    }

    private static List<ScriptFile> ups(List<SchemaScript> scripts, UnaryOperator<String> fill) {
        return scripts.stream()
                .map(script -> new ScriptFile(MEMORY, script.fileName(), fill.apply(script.up())))
                .toList();
    }

    private static List<ScriptFile> undos(List<SchemaScript> scripts, UnaryOperator<String> fill) {
        return scripts.stream()
                .filter(script -> !script.undo().isBlank())
                .map(script -> new ScriptFile(MEMORY, script.undoFileName(), fill.apply(script.undo())))
                .toList();
    }
}
