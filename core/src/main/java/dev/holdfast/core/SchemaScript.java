package dev.holdfast.core;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * One versioned change of a schema and its undo, as SQL text.
 *
 * <p>A script of one of Holdfast's modules may hold the placeholders <code>${schema}</code> and <code>${prefix}</code>;
 * {@link Namespace#fill} replaces them.
 *
 * @param version the version, digits with dots or underscores between, such as {@code 001} or {@code 2026.11}
 * @param description what it does, in lower-case words
 * @param up the SQL that makes the change
 * @param undo the SQL that takes it back; empty when there is none
 */
public record SchemaScript(String version, String description, String up, String undo) {
    private static final Pattern VERSION = Pattern.compile("[0-9]+([._][0-9]+)*");
    private static final Pattern DESCRIPTION = Pattern.compile("[a-z0-9][a-z0-9 -]{0,119}");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the version or the description is malformed, or {@code up} is blank
     */
    public SchemaScript {
        Require.matching("version", version, VERSION, "must be digits, with dots or underscores between");
        Require.matching("description", description, DESCRIPTION, "must be lower-case words");
        if (up.isBlank()) {
            throw new IllegalArgumentException("up must not be blank in version " + version);
        }
    }

    /**
     * Compares versions as Flyway does: part by part, as numbers; a missing part counts as zero.
     *
     * @param other the other script
     * @return negative, zero or positive
     */
    int compareVersion(SchemaScript other) {
        String[] mine = version.split("[._]");
        String[] theirs = other.version.split("[._]");
        for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
            int order = part(mine, i).compareTo(part(theirs, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger part(String[] parts, int at) {
        return at < parts.length ? new BigInteger(parts[at]) : BigInteger.ZERO;
    }

    /**
     * The name of the file that would hold the change, as Flyway names it.
     *
     * @return such as {@code V001__create_audit_event.sql}
     */
    public String fileName() {
        return "V" + version + "__" + description.replace(' ', '_') + ".sql";
    }

    /**
     * The name of the file that would hold the undo.
     *
     * @return such as {@code U001__create_audit_event.sql}
     */
    public String undoFileName() {
        return "U" + fileName().substring(1);
    }
}
