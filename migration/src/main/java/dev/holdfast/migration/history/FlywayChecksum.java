package dev.holdfast.migration.history;

import dev.holdfast.migration.script.LocalMigration;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The checksum that Flyway keeps of a migration: CRC32 over a script's lines without their ends, and without the byte order
 * mark before the first.
 */
public final class FlywayChecksum {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FlywayChecksum() {}

    /**
     * The checksum of a script, which is the same whatever ends its lines.
     *
     * @param text the script
     * @return the checksum
     */
    public static int of(String text) {
        CRC32 crc = new CRC32();
        withoutMark(text).lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    /**
     * The checksum of a migration.
     *
     * @param migration the migration
     * @return a script's checksum; for a class what it says, which may be nothing
     */
    public static Optional<Integer> of(LocalMigration migration) {
        return migration.work() instanceof LocalMigration.Java java
                ? Optional.ofNullable(java.migration().getChecksum())
                : migration.work().file().map(file -> of(file.text()));
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
