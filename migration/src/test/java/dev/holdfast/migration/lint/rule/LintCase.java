package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.lint.LintedScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of SQL that a rule must, or must not, say something about.
 *
 * @param rule the rule's id
 * @param kind what is expected of the rule
 * @param note what is special about the case; empty when nothing is
 * @param sql one or more scripts, parted by {@link RuleDescription#NEXT_MIGRATION}
 */
public record LintCase(String rule, Kind kind, String note, String sql) {
    private static final String RULE = "=== ";
    private static final String CASE = "--- ";
    private static final String CANNOT_RUN = "cannot run";

    /** What is expected. */
    public enum Kind {
        /** The rule finds something. */
        FIRES,
        /** The rule finds nothing: the SQL is the safe form, or something else. */
        SILENT,
        /** The rule finds nothing: what it looks for stands in a string, a comment, a name, a function's body. */
        DISGUISED
    }

    /**
     * The cases of a resource: {@code === rule-id}, then {@code --- fires}, {@code --- silent} or {@code --- disguised},
     * each with {@code : note} behind it if wanted, and the SQL below.
     *
     * @param beside the class it lies beside
     * @param resource its name
     * @return in order
     */
    public static List<LintCase> read(Class<?> beside, String resource) {
        List<LintCase> cases = new ArrayList<>();
        String rule = "";
        for (String block : text(beside, resource).split("(?m)^(?====|--- )", -1)) {
            int end = block.indexOf('\n') + 1;
            String head = block.substring(0, end).strip();
            if (head.startsWith(RULE)) {
                rule = head.substring(RULE.length());
            } else if (head.startsWith(CASE)) {
                String[] words = head.substring(CASE.length()).split(":", 2);
                Kind kind = Kind.valueOf(words[0].strip().toUpperCase(Locale.ROOT));
                String note = words.length > 1 ? words[1].strip() : "";
                cases.add(new LintCase(rule, kind, note, block.substring(end)));
            }
        }
        return cases;
    }

    /**
     * The scripts.
     *
     * @return in order, at least one
     */
    public List<LintedScript> scripts() {
        return scripts(sql);
    }

    /**
     * The scripts of a text.
     *
     * @param sql parted by {@link RuleDescription#NEXT_MIGRATION}
     * @return in order, at least one
     */
    public static List<LintedScript> scripts(String sql) {
        List<LintedScript> scripts = new ArrayList<>();
        for (String text : sql.split(RuleDescription.NEXT_MIGRATION, -1)) {
            scripts.add(LintedScript.of("V" + (scripts.size() + 1), text));
        }
        return scripts;
    }

    /**
     * Whether the SQL runs on the sample tables.
     *
     * @return false when its note begins with "cannot run"
     */
    public boolean runs() {
        return !note.startsWith(CANNOT_RUN);
    }

    /**
     * The same SQL where nothing runs it.
     *
     * @return in a string, a dollar quote, a block comment, line comments, and a quoted name
     */
    public List<String> disguises() {
        return List.of(
                "SELECT '" + sql.replace("'", "''") + "'",
                "SELECT $holdfast$" + sql + "$holdfast$",
                "DO LANGUAGE plpgsql $body$ BEGIN " + sql.replace("$body$", "") + " END $body$",
                "SELECT 1 /* " + sql.replace("*/", "").replace("/*", "") + " */ ",
                "-- " + sql.replace("\n", "\n-- ") + "\nSELECT 1");
    }

    @Override
    public String toString() {
        return rule + " " + kind.name().toLowerCase(Locale.ROOT) + " " + note + ": "
                + sql.strip().replace('\n', ' ');
    }

    private static String text(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("resource '" + resource + "' does not exist");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
