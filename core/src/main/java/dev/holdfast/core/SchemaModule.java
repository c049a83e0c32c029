package dev.holdfast.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that one module owns, as versioned scripts with their undo.
 *
 * <p>A value: a host hands it to the migration module, or prints {@link #ddl} and runs it by its own means. Each module
 * has a Flyway history table of its own, so modules come and go without touching each other or the host's history.
 *
 * <p>Thread-safe.
 */
public final class SchemaModule {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,15}");
    private static final Pattern FILE = Pattern.compile("V([0-9]+)__([a-z0-9_]+)");

    private final String name;
    private final List<SchemaScript> scripts;

    private SchemaModule(String name, List<SchemaScript> scripts) {
        this.name = Require.matching("name", name, NAME, "must be a lower-case word of 1 to 16 characters");
        this.scripts = List.copyOf(scripts);
        for (int i = 1; i < scripts.size(); i++) {
            SchemaScript before = scripts.get(i - 1);
            if (before.compareVersion(scripts.get(i)) >= 0) {
                throw new IllegalArgumentException(
                        "scripts of " + name + " must stand in the order of their versions, got "
                                + scripts.get(i).version() + " after " + before.version());
            }
        }
    }

    /**
     * A module from scripts at hand.
     *
     * @param name the module's name, a lower-case word
     * @param scripts its scripts, in the order in which they are applied
     * @return the module
     * @throws IllegalArgumentException when the name is malformed, or the versions do not ascend
     */
    public static SchemaModule of(String name, List<SchemaScript> scripts) {
        return new SchemaModule(name, scripts);
    }

    /**
     * A module whose scripts stand beside a class: {@code migration/V001__x.sql} and {@code undo/U001__x.sql}.
     *
     * @param name the module's name
     * @param anchor the class beside which the two folders stand
     * @param files the names of the scripts without ending, such as {@code V001__create_audit_event}
     * @return the module
     * @throws IllegalArgumentException when a file's name is malformed or the file is missing
     */
    public static SchemaModule fromResources(String name, Class<?> anchor, String... files) {
        List<SchemaScript> scripts = new ArrayList<>();
        for (String file : files) {
            Matcher matcher = FILE.matcher(file);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "file must be named like V001__lower_case_words, got '" + file + "'");
            }
            String undo = "U" + file.substring(1);
            scripts.add(new SchemaScript(
                    matcher.group(1),
                    matcher.group(2).replace('_', ' '),
                    read(anchor, "migration/" + file + ".sql"),
                    read(anchor, "undo/" + undo + ".sql")));
        }
        return new SchemaModule(name, scripts);
    }

    /**
     * The module's name.
     *
     * @return such as {@code audit}
     */
    public String name() {
        return name;
    }

    /**
     * The scripts in the order in which they are applied, placeholders not yet filled in.
     *
     * @return an unmodifiable list
     */
    public List<SchemaScript> scripts() {
        return scripts;
    }

    /**
     * The local name of the module's Flyway history table; {@link Namespace#name} qualifies it.
     *
     * @return such as {@code schema_history_audit}
     */
    public String historyTable() {
        return "schema_history_" + name;
    }

    /**
     * Everything the module needs, as one SQL text for hosts that run it themselves.
     *
     * @param namespace where the tables go
     * @return SQL that begins by creating the schema if it does not exist
     */
    public String ddl(Namespace namespace) {
        StringBuilder text = new StringBuilder("CREATE SCHEMA IF NOT EXISTS " + namespace.schema() + ";\n");
        scripts.forEach(script -> append(text, script.fileName(), script.up()));
        return namespace.fill(text.toString());
    }

    /**
     * The undo of everything, newest first; the schema itself stays, since other modules may live there.
     *
     * @param namespace where the tables are
     * @return SQL that drops what {@link #ddl} made
     */
    public String undoDdl(Namespace namespace) {
        StringBuilder text = new StringBuilder();
        List<SchemaScript> newestFirst = new ArrayList<>(scripts);
        Collections.reverse(newestFirst);
        newestFirst.forEach(script -> append(text, script.undoFileName(), undoOf(script)));
        return namespace.fill(text.toString());
    }

    @Override
    public String toString() {
        return "SchemaModule[" + name + ", " + scripts.size() + " scripts]";
    }

    private static void append(StringBuilder text, String file, String sql) {
        String body = sql.strip();
        text.append("\n-- ").append(file).append('\n').append(body).append('\n');
        if (!body.endsWith(";")) {
            // On a line of its own, in case the script ends in a comment.
            text.append(";\n");
        }
    }

    private static String undoOf(SchemaScript script) {
        return script.undo().isBlank() ? "-- there is no undo;" : script.undo();
    }

    private static String read(Class<?> anchor, String path) {
        try (InputStream in = anchor.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + path + " beside " + anchor.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + path + " beside " + anchor.getName(), e);
        }
    }
}
