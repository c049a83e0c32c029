package dev.holdfast.migration.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The names of backup tables: {@code table_backup_YYYYMMDD_HHMMSS}, in UTC, never longer than PostgreSQL keeps. */
final class BackupName {
    private static final int MAX_BYTES = 63;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private BackupName() {}

    /**
     * The name, the source's part of it cut so that the whole fits.
     *
     * @param attempt 1 for the plain name; from 2 on the number follows
     */
    static String of(String table, Instant at, int attempt) {
        String suffix = "_backup_" + STAMP.format(at) + (attempt == 1 ? "" : "_" + attempt);
        return cut(table, MAX_BYTES - suffix.length()) + suffix;
    }

    /** The longest beginning of at most so many bytes in UTF-8; never half a character. */
    private static String cut(String text, int maxBytes) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            bytes += text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }
}
