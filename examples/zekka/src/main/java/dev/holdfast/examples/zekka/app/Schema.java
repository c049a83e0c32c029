package dev.holdfast.examples.zekka.app;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptLocation;
import dev.holdfast.migration.snapshot.SnapshotScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What belongs into the database: the tables in which migrations are remembered, and the team's own files. */
public final class Schema {
    private static final String MIGRATIONS = "classpath:zekka/migrations";
    private static final String LOGIN = "classpath:zekka/login";
    private static final String REJECTED = "classpath:zekka/rejected";

    private Schema() {}

    /** Where migrations are remembered, in schema {@code holdfast}; nothing of Zekka's. */
    public static MigrationSet memory() {
        return MigrationSet.in(Namespace.defaults()).withModules(MigrationSchema.module());
    }

    /** All of it. */
    public static MigrationSet all() {
        return in(MIGRATIONS);
    }

    /** All of it, with the team's files in a folder of its own. */
    public static MigrationSet in(String location) {
        return memory().withHost(HostMigrations.in("public").withLocations(location));
    }

    /** All of it, with what login needs: the tables of two more modules, and two files of the team's own. */
    public static MigrationSet withLogin() {
        return MigrationSet.in(Namespace.defaults())
                .withModules(MigrationSchema.module(), AuditSchema.module(), AuthSchema.module())
                .withHost(HostMigrations.in("public").withLocations(MIGRATIONS, LOGIN));
    }

    /** All of it, with other texts for some of the team's files, written into an empty folder. */
    public static MigrationSet changed(Path folder, ScriptFile... instead) {
        Map<String, String> texts = new TreeMap<>();
        files().forEach(file -> texts.put(file.fileName(), file.text()));
        Stream.of(instead).forEach(file -> texts.put(file.fileName(), file.text()));
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(folder.resolve(text.getKey()), text.getValue());
            }
            return in("filesystem:" + folder);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " could not be filled", e);
        }
    }

    /** What Zekka's team would see: everything but the history. */
    public static SnapshotScope scope() {
        return SnapshotScope.of("public").ignoring("public.flyway_schema_history");
    }

    /** The team's files, in the order of their names. */
    public static List<ScriptFile> files() {
        return new ScriptLocation(MIGRATIONS).files();
    }

    /** One of the team's files. */
    public static ScriptFile file(String name) {
        return named(MIGRATIONS, name);
    }

    /** A draft that was turned down. */
    public static ScriptFile rejected(String name) {
        return named(REJECTED, name);
    }

    private static ScriptFile named(String location, String name) {
        return new ScriptLocation(location)
                .files().stream()
                        .filter(file -> file.fileName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(location + " must hold " + name));
    }
}
