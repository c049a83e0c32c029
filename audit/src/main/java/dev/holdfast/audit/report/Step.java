package dev.holdfast.audit.report;

import java.time.Duration;
import java.time.Instant;

/** How long one bar of a plot is, such that a plot has no more than some 160 of them. */
enum Step {
    HOUR(Duration.ofHours(1), "hour"),
    SIX_HOURS(Duration.ofHours(6), "six hours"),
    DAY(Duration.ofDays(1), "day"),
    WEEK(Duration.ofDays(7), "week");

    /** A Monday. */
    private static final long FIRST = Instant.parse("1970-01-05T00:00:00Z").getEpochSecond();

    final Duration length;
    final String word;

    Step(Duration length, String word) {
        this.length = length;
        this.word = word;
    }

    static Step of(Instant from, Instant until) {
        long days = Duration.between(from, until).toDays();
        if (days < 4) {
            return HOUR;
        }
        if (days <= 21) {
            return SIX_HOURS;
        }
        return days <= 150 ? DAY : WEEK;
    }

    /** The beginning of the step that holds the time, in UTC. */
    Instant floor(Instant time) {
        long seconds = Math.floorDiv(time.getEpochSecond() - FIRST, length.toSeconds()) * length.toSeconds();
        return Instant.ofEpochSecond(FIRST + seconds);
    }

    String name(Instant begin) {
        return this == HOUR || this == SIX_HOURS ? Shown.minute(begin) : Shown.day(begin);
    }
}
