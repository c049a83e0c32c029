package dev.holdfast.migration.report;

import dev.holdfast.core.html.VisibleText;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and words as every report shows them. */
final class Shown {
    private static final DateTimeFormatter MINUTE_AND_SECOND = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Shown() {}

    static String instant(Instant time) {
        return MINUTE_AND_SECOND.format(time);
    }

    static String took(RunRecord run) {
        Duration took = Duration.between(run.startedAt(), run.endedAt());
        return duration(took.isNegative() ? Duration.ZERO : took);
    }

    /** With as many digits as help: {@code 0.4 ms}, {@code 85 ms}, {@code 9.31 s}, {@code 2 min 3 s}. */
    static String duration(Duration time) {
        long millis = time.toMillis();
        if (millis < 10 && !time.isZero()) {
            return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
        }
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            // Cut, not rounded: 59,999 ms must not come out as 60.00 s.
            return String.format(Locale.ROOT, "%d.%02d s", millis / 1_000, millis % 1_000 / 10);
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with its noun, such as {@code 1 migration} and {@code 2 migrations}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    static String constant(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What a migration is called in a sentence. */
    static String name(MigrationRun migration) {
        return migration.source() + " " + (migration.version().isEmpty() ? migration.script() : migration.version());
    }

    /** The text on one line, without what a terminal or a reader's eye would obey. */
    static String line(String text) {
        return VisibleText.of(text).replaceAll("\\s+", " ").strip();
    }
}
