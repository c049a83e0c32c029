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

    /** The text with control characters and marks of writing direction replaced; line ends and tabs stay. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isHarmless(c) ? c : 0xFFFD));
        return out.toString();
    }

    private static boolean isHarmless(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        boolean none = (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
        return !control && !turns && !none;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
