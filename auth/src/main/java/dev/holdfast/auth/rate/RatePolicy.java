package dev.holdfast.auth.rate;

import dev.holdfast.core.Require;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How many requests one client may make: a token bucket that holds {@code burst} requests and is filled evenly by
 * {@code limit} a {@code period}.
 *
 * <p>The burst is what may come at once after a pause. 100 a minute with a burst of 20 lets 20 pass at once and then one
 * every 600 ms; in any minute at most 120. nginx means the same by {@code rate=100r/m} and {@code burst=19 nodelay}: it
 * does not count the first request into its burst.
 *
 * @param name what the limit is for; 1 to 40 letters, digits, {@code _} and {@code -}; limits of one name share their
 *     buckets in a database, and it stands in the response's header
 * @param limit requests a period in the long run, 1 to 1,000,000
 * @param period 1 s to 1 day
 * @param burst requests at once, 1 to 1,000,000
 */
public record RatePolicy(String name, int limit, Duration period, int burst) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final int MOST = 1_000_000;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public RatePolicy {
        Require.matching("name", name, NAME, "must be 1 to 40 letters, digits, '_' or '-'");
        Require.between("limit", limit, 1, MOST);
        Require.between("period", period, Duration.ofSeconds(1), Duration.ofDays(1));
        Require.between("burst", burst, 1, MOST);
        // nginx and the headers count in whole seconds.
        if (!period.equals(Duration.ofSeconds(period.toSeconds()))) {
            throw new IllegalArgumentException("period must be whole seconds, got " + period);
        }
    }

    /**
     * A rate in which a whole minute's requests may come at once.
     *
     * @param name what the limit is for
     * @param limit requests a minute, 1 to 1,000,000
     * @return the policy
     */
    public static RatePolicy perMinute(String name, int limit) {
        return new RatePolicy(name, limit, Duration.ofMinutes(1), limit);
    }

    /**
     * The same with another number of requests at once.
     *
     * @param value 1 to 1,000,000
     * @return the policy
     */
    public RatePolicy withBurst(int value) {
        return new RatePolicy(name, limit, period, value);
    }

    /** How long an empty bucket takes to be full, rounded up. */
    Duration refill() {
        long seconds = period.toSeconds() * burst;
        return Duration.ofSeconds((seconds + limit - 1) / limit);
    }
}
