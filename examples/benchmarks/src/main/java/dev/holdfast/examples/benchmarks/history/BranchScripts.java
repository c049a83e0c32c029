package dev.holdfast.examples.benchmarks.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Migrations as a history of some years has them: twenty for each branch of a library, with tables, types, rows,
 * functions in dollar quotes, views, partitions, policies and their undo.
 *
 * <p>All of them run in a transaction and hold no COPY, so that plain JDBC, psql and every tool can run the same files.
 */
final class BranchScripts {
    private static final String RESOURCE = "branch.sql";
    private static final String UNDO = "--- undo\n";

    private BranchScripts() {}

    /**
     * One migration.
     *
     * @param name what it does
     * @param up its text
     * @param undo the text that takes it back
     */
    record Script(String name, String up, String undo) {}

    /** So many, in order. */
    static List<Script> first(int count) {
        List<Script> branch = branch();
        List<Script> scripts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Script script = branch.get(i % branch.size());
            String number = String.valueOf(1 + i / branch.size());
            scripts.add(new Script(
                    script.name(),
                    script.up().replace("{n}", number),
                    script.undo().replace("{n}", number)));
        }
        return scripts;
    }

    /** The text is cut at its lines of three dashes: a name, then an undo. */
    private static List<Script> branch() {
        List<Script> scripts = new ArrayList<>();
        String[] parts = text().split("(?m)^--- (?!undo)", -1);
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            int undo = parts[i].indexOf(UNDO);
            scripts.add(new Script(
                    parts[i].substring(0, end),
                    parts[i].substring(end + 1, undo),
                    parts[i].substring(undo + UNDO.length())));
        }
        return scripts;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(BranchScripts.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
