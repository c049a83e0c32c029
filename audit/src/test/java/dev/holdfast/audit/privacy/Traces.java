package dev.holdfast.audit.privacy;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for words wherever a database and a folder can keep them. */
final class Traces {
    private final List<String> words;

    Traces(String... words) {
        this.words = List.of(words);
    }

    /** Every row of every table outside the catalogs, by its text. */
    List<String> inRows(TestDatabase database) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : database.queryStrings("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema')""")) {
            for (String row : database.queryStrings("select t::text from " + table + " t")) {
                note(found, table, row);
            }
        }
        return found;
    }

    /** Every file of the database: tables, indexes, TOAST, free space and dead rows among them. */
    List<String> inFiles(TestDatabase database) throws SQLException, IOException {
        String folder = database.queryStrings("""
                select current_setting('data_directory') || '/base/' || oid from pg_database
                where datname = current_database()""").get(0);
        return inFiles(Path.of(folder));
    }

    List<String> inFiles(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            // One character a byte, so that UTF-8 of ASCII words is found as it stands.
            note(found, file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return found;
    }

    private void note(List<String> found, String place, String text) {
        words.stream().filter(text::contains).forEach(word -> found.add(place + " holds word " + words.indexOf(word)));
    }
}
