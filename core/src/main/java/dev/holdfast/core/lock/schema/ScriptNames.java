package dev.holdfast.core.lock.schema;

import dev.holdfast.core.lock.VersionedTable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Names made from a table's name that fit where they go. */
final class ScriptNames {
    private static final int MAX_BYTES = 63;

    private ScriptNames() {}

    /** Words for a script's file name: what it does, and the table in plain letters. */
    static String description(String act, VersionedTable table) {
        String words = table.table().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ");
        return (act + " " + words.strip()).strip();
    }

    /**
     * An identifier that ends in a suffix. PostgreSQL would cut one that is too long, suffix first, and two tables
     * could then share a name; here the table's name is cut and told apart by a checksum.
     */
    static String identifier(String table, String suffix) {
        String whole = table + suffix;
        if (bytes(whole) <= MAX_BYTES) {
            return whole;
        }
        CRC32 checksum = new CRC32();
        checksum.update(table.getBytes(StandardCharsets.UTF_8));
        String end = String.format(Locale.ROOT, "_%08x%s", checksum.getValue(), suffix);
        int length = table.length();
        while (bytes(table.substring(0, length)) + bytes(end) > MAX_BYTES) {
            length = table.offsetByCodePoints(length, -1);
        }
        return table.substring(0, length) + end;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
