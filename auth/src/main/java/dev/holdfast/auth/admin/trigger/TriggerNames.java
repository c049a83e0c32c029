package dev.holdfast.auth.admin.trigger;

import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.core.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** The names of what is generated: plain lower-case identifiers of at most 63 bytes, different for each table. */
final class TriggerNames {
    /** PostgreSQL cuts longer names without an error, and two cut names can be the same. */
    static final int MAX_BYTES = 63;

    private static final int LONGEST_ENDING = "_master_update".length();

    private final Namespace namespace;
    private final String stem;

    TriggerNames(AdminTable table, Namespace namespace) {
        this.namespace = namespace;
        String full = table.schema() + "." + table.table();
        String plain = full.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String checksum = "_" + checksum(full);
        int room = MAX_BYTES - LONGEST_ENDING - checksum.length() - "holdfast_".length();
        // The checksum keeps a.b_c and a_b.c apart, and names that are cut.
        this.stem = plain.substring(
                        0, Math.min(plain.length(), room - namespace.prefix().length()))
                + checksum;
    }

    /** A function in Holdfast's schema. */
    String function(String ending) {
        return namespace.sql("guard_" + stem + "_" + ending);
    }

    /** A trigger or index of the host's table. */
    String local(String ending) {
        return "holdfast_" + namespace.prefix() + stem + "_" + ending;
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
