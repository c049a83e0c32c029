package dev.holdfast.examples.benchmarks.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of small migrations: tables, columns, indexes and rows in turn, as a history of some years has them; and the
 * change log that makes Liquibase take the same files.
 *
 * @param root the folder, with the change log
 * @param scripts the texts of the migrations, in order
 */
record ScriptFolder(Path root, List<String> scripts) implements AutoCloseable {
    static final String CHANGE_LOG = "master.xml";

    private static final String INCLUDE_ALL = "<databaseChangeLog xmlns=\"http://www.liquibase.org/xml/ns/dbchangelog\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:schemaLocation=\"http://www.liquibase.org/xml/ns/dbchangelog"
            + " http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd\">"
            + "<includeAll path=\"sql/\"/></databaseChangeLog>";

    /** Writes so many files. */
    static ScriptFolder write(int count) throws IOException {
        Path root = Files.createTempDirectory("holdfast-bench-scripts-");
        Files.writeString(root.resolve(CHANGE_LOG), INCLUDE_ALL);
        Path folder = Files.createDirectory(root.resolve("sql"));
        List<String> scripts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            scripts.add(script(i));
            Files.writeString(folder.resolve("V%04d__step.sql".formatted(i)), scripts.get(i - 1));
        }
        return new ScriptFolder(root, scripts);
    }

    String location() {
        return "filesystem:" + root.resolve("sql");
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

    private static String script(int number) {
        int table = number - (number - 1) % 4;
        return switch ((number - 1) % 4) {
            case 0 ->
                "CREATE TABLE item_" + table
                        + " (\n    id bigint PRIMARY KEY,\n    name text NOT NULL -- shown; always\n);\n";
            case 1 -> "ALTER TABLE item_" + table + " ADD COLUMN price integer NOT NULL DEFAULT 0;\n";
            case 2 -> "CREATE INDEX item_" + table + "_name ON item_" + table + " (name);\n";
            default ->
                "INSERT INTO item_" + table + " (id, name) VALUES (1, 'first; one'), (2, 'second');\n" + "UPDATE item_"
                        + table + " SET price = 7 WHERE id = 2;\n";
        };
    }
}
