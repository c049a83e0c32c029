package dev.holdfast.migration.cli.create;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The version after the newest: a moment where the folder counts by moments, else the next number with as many digits.
 *
 * <p>A folder without migrations begins with moments: two branches that each add a migration then never take the same
 * version.
 */
final class NextVersion {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HYPHENATED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOMENT_DIGITS = 14;
    private static final int MILLIS_DIGITS = 13;
    private static final int SECONDS_DIGITS = 10;

    private NextVersion() {}

    static String after(List<String> versions, Clock clock) {
        Optional<String> newest = versions.stream().max(Comparator.comparing(NextVersion::number));
        Instant now = clock.instant();
        if (newest.isEmpty()) {
            return MOMENT.format(now);
        }
        String last = newest.get();
        BigInteger following = number(last).add(BigInteger.ONE);
        if (last.contains("-")) {
            return HYPHENATED.format(now);
        }
        return switch (last.length()) {
            case MOMENT_DIGITS -> later(MOMENT.format(now), following);
            case MILLIS_DIGITS -> later(String.valueOf(now.toEpochMilli()), following);
            case SECONDS_DIGITS -> later(String.valueOf(now.getEpochSecond()), following);
            default -> padded(following, last.length());
        };
    }

    private static BigInteger number(String version) {
        return new BigInteger(version.replace("-", ""));
    }

    /** The moment, but never one before the newest version: a migration dated ahead must not be overtaken. */
    private static String later(String moment, BigInteger following) {
        return new BigInteger(moment).max(following).toString();
    }

    private static String padded(BigInteger number, int digits) {
        String text = number.toString();
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
