package dev.holdfast.migration.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and lengths of time, as people read them. */
public final class Times {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    /**
     * A moment, in UTC.
     *
     * @param at the moment
     * @return such as {@code 2026-11-21 14:50:05Z}
     */
    public static String shown(Instant at) {
        return MOMENT.format(at);
    }

    /**
     * A length of time.
     *
     * @param took how long
     * @return such as {@code 12 ms}, {@code 3.4 s} or {@code 5 min 12 s}
     */
    public static String shown(Duration took) {
        if (took.toMillis() < 1000) {
            return took.toMillis() + " ms";
        }
        return took.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)
                : took.toMinutes() + " min " + took.toSecondsPart() + " s";
    }
}
