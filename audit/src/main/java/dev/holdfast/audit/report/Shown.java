package dev.holdfast.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and words as the report shows them; times are UTC. */
final class Shown {
    private static final DateTimeFormatter MINUTE = formatter("d MMM uuuu, HH:mm");
    private static final DateTimeFormatter SECOND = formatter("d MMM uuuu, HH:mm:ss");
    private static final DateTimeFormatter DAY = formatter("d MMM uuuu");

    private Shown() {}

    static String instant(Instant time) {
        return SECOND.format(time) + " UTC";
    }

    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    static String day(Instant time) {
        return DAY.format(time);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with its noun, such as {@code 1 event} and {@code 2 events}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    static String duration(Duration time) {
        if (time.toMinutes() == 0) {
            return count(time.toSeconds(), "second");
        }
        if (time.toHours() == 0) {
            return count(time.toMinutes(), "minute");
        }
        return time.toDays() < 2 ? count(time.toHours(), "hour") : count(time.toDays(), "day");
    }

    static String constant(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
