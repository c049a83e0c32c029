package dev.holdfast.examples.benchmarks.history;

import dev.holdfast.migration.HostMigrations;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of migrations as {@link BranchScripts} gives them, their undo files, and what makes psql and Liquibase take the
 * same files.
 *
 * @param root the folder, with psql's script and the change log
 * @param scripts the texts of the migrations, in order
 * @param undos the texts of their undo files
 */
public record ScriptFolder(Path root, List<String> scripts, List<String> undos) implements Closeable {
    /** Liquibase's list of the files. */
    public static final String CHANGE_LOG = "master.xml";

    private static final String CHANGES = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            """;
    /** Told not to split, Liquibase hands the file to the driver as it is; its own splitter cuts inside dollar quotes. */
    private static final String CHANGE_SET = """
            <changeSet id="%s" author="bench"><sqlFile path="sql/%s" splitStatements="false"/></changeSet>
            """;

    /** Copies the lists. */
    public ScriptFolder {
        scripts = List.copyOf(scripts);
        undos = List.copyOf(undos);
    }

    /** Writes so many migrations. */
    public static ScriptFolder write(int count) throws IOException {
        Path root = Files.createTempDirectory("holdfast-bench-scripts-");
        Path folder = Files.createDirectory(root.resolve("sql"));
        Path undo = Files.createDirectory(root.resolve("undo"));
        StringBuilder psql = new StringBuilder();
        StringBuilder changes = new StringBuilder(CHANGES);
        List<String> texts = new ArrayList<>();
        List<String> undos = new ArrayList<>();
        for (BranchScripts.Script script : BranchScripts.first(count)) {
            texts.add(script.up());
            undos.add(script.undo());
            String name = "%04d__%s.sql".formatted(texts.size(), script.name());
            Files.writeString(folder.resolve("V" + name), script.up());
            Files.writeString(undo.resolve("U" + name), script.undo());
            psql.append("BEGIN;\n\\ir sql/V").append(name).append("\nCOMMIT;\n");
            changes.append(CHANGE_SET.formatted(texts.size(), "V" + name));
        }
        Files.writeString(root.resolve("all.psql"), psql);
        Files.writeString(root.resolve(CHANGE_LOG), changes.append("</databaseChangeLog>\n"));
        return new ScriptFolder(root, texts, undos);
    }

    /** The folder of the migrations, as Flyway and Holdfast name one. */
    public String location() {
        return "filesystem:" + root.resolve("sql");
    }

    /** Runs every file in a transaction of its own. */
    public Path psqlScript() {
        return root.resolve("all.psql");
    }

    /** The migrations, as every contestant has them. */
    public HostMigrations in(String schema) {
        return HostMigrations.in(schema).withLocations(location());
    }

    /** The migrations with their undo files, which Flyway does not read. */
    public HostMigrations withUndoIn(String schema) {
        return in(schema).withUndoLocations("filesystem:" + root.resolve("undo"));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }
}
