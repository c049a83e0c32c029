package dev.holdfast.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.undo.UndoTerms;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two modules and a host to migrate. */
final class Samples {
    static final SchemaModule FIRST = SchemaModule.of(
            "first",
            List.of(
                    new SchemaScript(
                            "001",
                            "create ticket",
                            "CREATE TABLE ${schema}.${prefix}ticket (id bigint PRIMARY KEY, note text);",
                            "DROP TABLE ${schema}.${prefix}ticket;"),
                    new SchemaScript(
                            "002",
                            "add price",
                            "ALTER TABLE ${schema}.${prefix}ticket ADD COLUMN price int NOT NULL DEFAULT 0;",
                            "ALTER TABLE ${schema}.${prefix}ticket DROP COLUMN price;")));
    static final SchemaModule SECOND = SchemaModule.of(
            "second",
            List.of(new SchemaScript(
                    "001",
                    "create visit",
                    "CREATE TABLE ${schema}.${prefix}visit (id bigint PRIMARY KEY);",
                    "DROP TABLE ${schema}.${prefix}visit;")));

    /** For tests of how an undo runs, not of whether it may. */
    static final UndoTerms LOOSE =
            UndoTerms.strict().allowUnproven("a test", "is about the history").allowRowLoss("a test", "has no rows");

    private Samples() {}

    static MigrationSet modules() {
        return MigrationSet.in(Namespace.defaults()).withModules(FIRST, SECOND);
    }

    /** A host with files in folders, undo files apart, and a function whose body holds what looks like a placeholder. */
    static HostMigrations host(Path folder) throws IOException {
        write(folder, "up/V1__create_user.sql", "CREATE TABLE \"user\" (id text PRIMARY KEY, email text);");
        write(
                folder,
                "up/V2__greet.sql",
                "CREATE FUNCTION greet() RETURNS text LANGUAGE plpgsql AS $body$"
                        + " BEGIN RETURN 'Dear ${name}; hello'; END; $body$;");
        write(folder, "up/sub/V3__add_role.sql", "ALTER TABLE \"user\" ADD COLUMN role text NOT NULL DEFAULT 'user';");
        write(folder, "undo/U1__create_user.sql", "DROP TABLE \"user\";");
        write(folder, "undo/U2__greet.sql", "DROP FUNCTION greet();");
        write(folder, "undo/U3__add_role.sql", "ALTER TABLE \"user\" DROP COLUMN role;");
        return HostMigrations.in("public")
                .withLocations("filesystem:" + folder.resolve("up"))
                .withUndoLocations("filesystem:" + folder.resolve("undo"));
    }

    static Migrations over(TestDatabase database, MigrationSet set) {
        return Migrations.over(database.dataSource(), set);
    }

    static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
