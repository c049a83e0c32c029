package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.rate.RateDecision.Limited;
import dev.holdfast.core.metric.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalRateLimitTest extends RateLimitContract {
    /** Near the end of the range, where a sloppy comparison of readings fails. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());

    private final Ticker ticker = nanos::get;

    @Override
    protected RateLimit limit(RatePolicy policy) {
        return RateLimit.local(policy, 1_000, ticker);
    }

    @Override
    protected void advance(Duration amount) {
        long unused = nanos.addAndGet(amount.toNanos());
    }

    /** Forgetting a client must not be a way to a fresh burst: it is done when its bucket is full anyway. */
    @Test
    void check_bucketLeftAloneAlmostUntilFull_isStillKnown() {
        RateLimit limit = limit(RatePolicy.perMinute("x", 1).withBurst(10));
        assertThat(passing(limit, "k", 11)).isEqualTo(10);
        advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(passing(limit, "k", 11)).isEqualTo(9);
    }

    @Test
    void check_keptClientsNeverExceeded_areAllKnown() {
        RateLimit limit = limit(RatePolicy.perMinute("x", 1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(passing(limit, "k" + i, 1)).isEqualTo(1);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.check("k" + i)).isInstanceOf(Limited.class);
        }
    }

    /** What eviction can give is bounded by what the keys that cause it have themselves. */
    @Test
    void check_floodOfOtherKeys_givesNobodyMoreThanThoseKeysHave() {
        RateLimit limit = limit(RatePolicy.perMinute("x", 1));
        int gained = 0;
        int others = 20_000;
        for (int i = 0; i < others; i++) {
            assertThat(passing(limit, "other" + i, 1)).isEqualTo(1);
            gained += passing(limit, "k", 1);
        }
        assertThat(gained).isLessThan(others / 100);
    }

    @Test
    void local_tooFewOrTooManyKeys_isRefused() {
        RatePolicy policy = RatePolicy.perMinute("x", 1);
        assertThatThrownBy(() -> RateLimit.local(policy, 999, ticker))
                .hasMessage("maxKeys must be between 1000 and 10000000, got 999");
        assertThatThrownBy(() -> RateLimit.local(policy, 10_000_001, ticker))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
