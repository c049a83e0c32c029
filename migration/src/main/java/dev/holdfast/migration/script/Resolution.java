package dev.holdfast.migration.script;

import dev.holdfast.migration.script.LocalMigration.Java;
import dev.holdfast.migration.script.LocalMigration.Sql;
import dev.holdfast.migration.script.NamedScript.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;

/** Makes migrations of named scripts and of classes: pairs each with its undo and refuses what is there twice. */
final class Resolution {
    private static final Comparator<LocalMigration> ORDER = Comparator.comparing(
                    (LocalMigration one) -> one.version().isEmpty())
            .thenComparing(one -> one.version().orElse(MigrationVersion.EMPTY))
            .thenComparing(one -> one.version().isPresent() ? "" : one.description());

    private Resolution() {}

    static List<LocalMigration> of(List<NamedScript> scripts, List<NamedScript> undos, List<JavaMigration> classes) {
        Map<String, List<ScriptFile>> undoOf = new HashMap<>();
        for (NamedScript undo : undos) {
            undoOf.computeIfAbsent(key(undo), key -> new ArrayList<>()).add(undo.file());
        }
        List<LocalMigration> migrations = new ArrayList<>();
        scripts.forEach(script -> migrations.add(sql(script, undoOf.getOrDefault(key(script), List.of()))));
        classes.forEach(migration -> migrations.add(java(migration)));
        migrations.sort(ORDER);
        requireDistinct(migrations);
        return migrations;
    }

    /** Flyway's names pair by the whole name, up and down files by their version, as their own tools do. */
    private static String key(NamedScript script) {
        boolean flyway = "VUR".indexOf(script.file().fileName().charAt(0)) >= 0;
        return flyway ? script.version() + "__" + script.description() : script.version();
    }

    private static LocalMigration sql(NamedScript named, List<ScriptFile> undos) {
        if (undos.size() > 1) {
            throw new IllegalArgumentException("undo script must be one, got " + undos + ": remove all but one");
        }
        ScriptFile file = named.file();
        return new LocalMigration(
                named.role() == Role.REPEATABLE
                        ? Optional.empty()
                        : Optional.of(MigrationVersion.fromVersion(named.version())),
                named.description(),
                file.path(),
                new Sql(file),
                undos.stream().findFirst());
    }

    private static LocalMigration java(JavaMigration migration) {
        return new LocalMigration(
                Optional.ofNullable(migration.getVersion()),
                migration.getDescription(),
                migration.getClass().getName(),
                new Java(migration),
                Optional.empty());
    }

    private static void requireDistinct(List<LocalMigration> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            LocalMigration before = sorted.get(i - 1);
            LocalMigration here = sorted.get(i);
            if (ORDER.compare(before, here) == 0) {
                String what = here.version().isPresent()
                        ? "Found more than one migration with version " + here.versionText()
                        : "Found more than one repeatable migration called '" + here.description() + "'";
                throw new IllegalArgumentException(
                        what + ": " + before.place() + " and " + here.place() + "; remove or rename one");
            }
        }
    }
}
