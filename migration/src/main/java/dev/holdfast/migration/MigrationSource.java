package dev.holdfast.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptLocation;
import dev.holdfast.migration.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One history and the scripts that feed it.
 *
 * @param name the module's name, or {@link MigrationSet#HOST}
 * @param history its history table
 * @param scripts what is applied
 * @param undoScripts what takes it back
 */
record MigrationSource(String name, TableName history, List<ScriptFile> scripts, List<ScriptFile> undoScripts) {
    private static final String MEMORY = "memory";

    static MigrationSource of(SchemaModule module, Namespace namespace) {
        TableName history = new TableName(namespace.schema(), namespace.prefix() + module.historyTable());
        return new MigrationSource(
                module.name(),
                history,
                ups(module.scripts(), namespace::fill),
                undos(module.scripts(), namespace::fill));
    }

    static MigrationSource of(HostMigrations host) {
        List<ScriptFile> ups = files(host.locations());
        ups.addAll(ups(host.scripts(), UnaryOperator.identity()));
        List<ScriptFile> undos = files(host.undoLocations());
        undos.addAll(undos(host.scripts(), UnaryOperator.identity()));
        return new MigrationSource(MigrationSet.HOST, new TableName(host.schema(), host.historyTable()), ups, undos);
    }

    /** Whether this is a module, whose schema is shared with others and created when missing. */
    boolean isModule() {
        return !name.equals(MigrationSet.HOST);
    }

    /** The undo of a script by its name in the history. */
    Optional<ScriptFile> undoOf(String script) {
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
