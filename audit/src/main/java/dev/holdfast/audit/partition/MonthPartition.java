package dev.holdfast.audit.partition;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.Uuid7;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/**
 * One month of the log: a table of its own, attached as a partition.
 *
 * @param month the month, in UTC
 * @param table the table's name without its schema, such as {@code audit_event_2026_11}
 */
public record MonthPartition(YearMonth month, String table) {
    /**
     * A month of a log, whether or not its table is there.
     *
     * @param namespace where the log's table is
     * @param month the month, in UTC
     * @return the partition
     */
    public static MonthPartition of(Namespace namespace, YearMonth month) {
        String name = String.format(
                Locale.ROOT, "%saudit_event_%04d_%02d", namespace.prefix(), month.getYear(), month.getMonthValue());
        return new MonthPartition(month, name);
    }

    /**
     * The lower bound of the month's ids.
     *
     * @return the bound, itself within
     */
    public UUID from() {
        return lowestOf(month);
    }

    /**
     * The upper bound of the month's ids.
     *
     * @return the bound, itself outside
     */
    public UUID until() {
        return lowestOf(month.plusMonths(1));
    }

    /** As PostgreSQL prints it, too. */
    String bound() {
        return "FOR VALUES FROM ('" + from() + "') TO ('" + until() + "')";
    }

    private static UUID lowestOf(YearMonth month) {
        Instant start = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return Uuid7.lowestAt(start);
    }
}
