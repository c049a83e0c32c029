package dev.holdfast.audit.archive;

import dev.holdfast.core.Require;
import dev.holdfast.core.event.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long events stay in the log, and how long their archives are kept.
 *
 * <p>A month leaves the log whole, and its archive is deleted whole: it is kept as long as the longest-kept category in it
 * asks. PCI DSS 10.5.1 asks for twelve months, the last three of them at hand.
 *
 * @param hot how long after its end a month stays in the log, 1 day to 10 years; default 90 days
 * @param keptMonths how many months after its end the archive of a month with events of the category is kept, 12 to
 *     1200; 12 for those not named
 * @param lockTimeout the longest wait for each lock, 10 ms to 1 hour; default 5 s
 */
public record RetentionPolicy(Duration hot, Map<Category, Integer> keptMonths, Duration lockTimeout) {
    /** The least that an archive is kept. */
    public static final int LEAST_MONTHS = 12;

    private static final int MOST_MONTHS = 1200;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public RetentionPolicy {
        Require.between("hot", hot, Duration.ofDays(1), Duration.ofDays(3653));
        Require.between("lockTimeout", lockTimeout, Duration.ofMillis(10), Duration.ofHours(1));
        keptMonths.values().forEach(months -> Require.between("keptMonths", months, LEAST_MONTHS, MOST_MONTHS));
        Map<Category, Integer> copy = new EnumMap<>(Category.class);
        copy.putAll(keptMonths);
        keptMonths = Collections.unmodifiableMap(copy);
    }

    /**
     * 90 days in the log, 12 months in the archive.
     *
     * @return the default policy
     */
    public static RetentionPolicy defaults() {
        return new RetentionPolicy(Duration.ofDays(90), Map.of(), Duration.ofSeconds(5));
    }

    /**
     * The same with another stay in the log.
     *
     * @param duration how long after its end a month stays
     * @return the policy
     */
    public RetentionPolicy withHot(Duration duration) {
        return new RetentionPolicy(duration, keptMonths, lockTimeout);
    }

    /**
     * The same with one category kept longer.
     *
     * @param category the category
     * @param months how many months, 12 to 1200
     * @return the policy
     */
    public RetentionPolicy withKept(Category category, int months) {
        Map<Category, Integer> copy = new EnumMap<>(Category.class);
        copy.putAll(keptMonths);
        copy.put(category, months);
        return new RetentionPolicy(hot, copy, lockTimeout);
    }

    /**
     * The same with another wait.
     *
     * @param timeout the longest wait for each lock
     * @return the policy
     */
    public RetentionPolicy withLockTimeout(Duration timeout) {
        return new RetentionPolicy(hot, keptMonths, timeout);
    }

    /** At its end plus the hot time a month is eligible. */
    boolean isEligible(YearMonth month, Instant now) {
        return !endOf(month).plus(hot).isAfter(now);
    }

    /** At the end of the months it is kept, an archive may be deleted. */
    boolean isOver(YearMonth month, Collection<Category> categories, Instant now) {
        int months = categories.stream()
                .mapToInt(category -> keptMonths.getOrDefault(category, LEAST_MONTHS))
                .max()
                .orElse(LEAST_MONTHS);
        return !endOf(month.plusMonths(months)).isAfter(now);
    }

    private static Instant endOf(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
