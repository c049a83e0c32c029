package dev.holdfast.migration.script;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.script.NamedScript.Role;
import dev.holdfast.migration.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;

/**
 * One history and the migrations that feed it.
 *
 * @param name the module's name, or that of the host
 * @param history its history table
 * @param migrations what is applied, by version, repeatable ones last
 * @param undoScripts every undo script at hand
 * @param callbacks what runs around migrations
 */
public record MigrationSource(
        String name,
        TableName history,
        List<LocalMigration> migrations,
        List<ScriptFile> undoScripts,
        Callbacks callbacks) {
    private static final String MEMORY = "memory";

    /** Copies the lists. */
    public MigrationSource {
        migrations = List.copyOf(migrations);
        undoScripts = List.copyOf(undoScripts);
    }

    /**
     * What runs around migrations.
     *
     * @param scripts SQL callbacks, in the order of their names
     * @param classes callbacks written in Java
     */
    public record Callbacks(List<NamedScript> scripts, List<Callback> classes) {
        /** Copies the lists. */
        public Callbacks {
            scripts = List.copyOf(scripts);
            classes = List.copyOf(classes);
        }

        /**
         * No callbacks.
         *
         * @return empty lists
         */
        public static Callbacks none() {
            return new Callbacks(List.of(), List.of());
        }
    }

    /**
     * The scripts of a module, placeholders filled in.
     *
     * @param module the module
     * @param namespace where its tables go
     * @return its source
     */
    public static MigrationSource of(SchemaModule module, Namespace namespace) {
        Memory memory = new Memory(module.scripts(), namespace::fill);
        return new MigrationSource(
                module.name(),
                history(module, namespace),
                Resolution.of(memory.ups(), memory.undos(), List.of()),
                files(memory.undos()),
                Callbacks.none());
    }

    /**
     * The history of a module.
     *
     * @param module the module
     * @param namespace where its tables go
     * @return its history table
     */
    public static TableName history(SchemaModule module, Namespace namespace) {
        return new TableName(namespace.schema(), namespace.prefix() + module.historyTable());
    }

    /**
     * Scripts from folders and from memory, as they stand, and classes.
     *
     * @param name the source's name
     * @param history its history table
     * @param origin where they come from
     * @return the source
     * @throws IllegalArgumentException when a file's name is malformed, two migrations have one version, or a location
     *     does not exist
     */
    public static MigrationSource of(String name, TableName history, ScriptOrigin origin) {
        List<NamedScript> found = origin.scripts();
        Memory memory = new Memory(origin.memory(), UnaryOperator.identity());
        refuseBesideFlywayNames(found);
        List<NamedScript> ups = Stream.concat(
                        found.stream().filter(one -> one.role() == Role.VERSIONED || one.role() == Role.REPEATABLE),
                        memory.ups().stream())
                .toList();
        List<NamedScript> undos = Stream.of(found, origin.undos(), memory.undos())
                .flatMap(List::stream)
                .filter(one -> one.role() == Role.UNDO)
                .toList();
        List<NamedScript> callbacks =
                found.stream().filter(one -> one.role() == Role.CALLBACK).toList();
        return new MigrationSource(
                name,
                history,
                Resolution.of(ups, undos, origin.classes()),
                files(undos),
                new Callbacks(callbacks, origin.callbacks()));
    }

    /**
     * The files of the scripts, as they are applied.
     *
     * @return without the migrations that are classes
     */
    public List<ScriptFile> scripts() {
        return migrations.stream()
                .flatMap(migration -> migration.work().file().stream())
                .toList();
    }

    /**
     * The undo of a script.
     *
     * @param script the migration's name in the history
     * @return the down file of the migration at hand that has this name; for one that is not at hand, the undo script of
     *     the same name with U for V
     * @throws IllegalArgumentException when there are several
     */
    public Optional<ScriptFile> undoOf(String script) {
        String name = script.substring(script.lastIndexOf('/') + 1);
        Optional<LocalMigration> local = migrations.stream()
                .filter(migration -> migration.script().equals(script))
                .findFirst();
        if (local.isPresent() || !name.startsWith("V")) {
            return local.flatMap(LocalMigration::undo);
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

    /**
     * The undo of an applied migration, whatever its file was called by the tool that applied it.
     *
     * @param version its version
     * @param script its name in the history
     * @return the undo of the migration at hand that has this version; else as by its name
     * @throws IllegalArgumentException when there are several
     */
    public Optional<ScriptFile> undoOf(MigrationVersion version, String script) {
        return migrations.stream()
                .filter(migration -> migration.version().filter(version::equals).isPresent())
                .findFirst()
                .map(LocalMigration::undo)
                .orElseGet(() -> undoOf(script));
    }

    /** Flyway itself refuses U names below a folder of V names when it validates names. */
    private static void refuseBesideFlywayNames(List<NamedScript> found) {
        found.stream()
                .filter(one -> one.role() == Role.UNDO && one.file().fileName().startsWith("U"))
                .findFirst()
                .ifPresent(undo -> {
                    throw new IllegalArgumentException("Invalid SQL filenames found: " + undo.file()
                            + " is an undo script and must stand apart from V files: move it to a folder given by"
                            + " withUndoLocations");
                });
    }

    private static List<ScriptFile> files(List<NamedScript> scripts) {
        return scripts.stream().map(NamedScript::file).toList();
    }

    /** Scripts in memory, as if Flyway's names stood on files. */
    private record Memory(List<SchemaScript> scripts, UnaryOperator<String> fill) {
        List<NamedScript> ups() {
            List<ScriptFile> files = new ArrayList<>();
            scripts.forEach(script -> files.add(new ScriptFile(MEMORY, script.fileName(), fill.apply(script.up()))));
            return MigrationNaming.flyway().read(files);
        }

        List<NamedScript> undos() {
            List<ScriptFile> files = new ArrayList<>();
            scripts.stream()
                    .filter(script -> !script.undo().isBlank())
                    .forEach(script ->
                            files.add(new ScriptFile(MEMORY, script.undoFileName(), fill.apply(script.undo()))));
            return MigrationNaming.flyway().read(files);
        }
    }
}
