package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.rate.RateDecision.Limited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RateProperties {
    /** Whatever the pauses, and wherever a stretch of time begins, no more pass in it than the rate and one burst. */
    @Property(tries = 300)
    void check_anyPauses_neverExceedsRateAndBurst(
            @ForAll @IntRange(min = 1, max = 1_000) int limit,
            @ForAll @IntRange(min = 1, max = 86_400) int seconds,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 2_000) Long> pauses) {
        RatePolicy policy = new RatePolicy("x", limit, Duration.ofSeconds(seconds), burst);
        long period = policy.period().toNanos();
        AtomicLong now = new AtomicLong();
        RateLimit tested = RateLimit.local(policy, 1_000, now::get);
        List<Long> passed = new ArrayList<>();
        for (long pause : pauses) {
            // In thousandths of the time between two requests in the long run.
            long unused = now.addAndGet(period / limit * pause / 1_000);
            if (tested.check("k").fold(allowed -> true, limited -> false)) {
                passed.add(now.get());
            }
        }
        for (int first = 0; first < passed.size(); first++) {
            for (int last = first; last < passed.size(); last++) {
                double filled = (double) (passed.get(last) - passed.get(first)) * limit / period;
                assertThat(last - first + 1.0).isLessThanOrEqualTo(burst + filled + 1e-9);
            }
        }
    }

    /** Who comes back when told to gets through, and who comes back a moment earlier does not. */
    @Property(tries = 300)
    void check_atTheTimeTold_isExact(
            @ForAll @IntRange(min = 1, max = 1_000_000) int limit,
            @ForAll @IntRange(min = 1, max = 86_400) int seconds,
            @ForAll @IntRange(min = 1, max = 20) int burst) {
        AtomicLong now = new AtomicLong();
        RateLimit tested =
                RateLimit.local(new RatePolicy("x", limit, Duration.ofSeconds(seconds), burst), 1_000, now::get);
        for (int i = 0; i < burst; i++) {
            assertThat(tested.check("k")).isEqualTo(new RateDecision.Allowed(burst - 1L - i));
        }
        Limited refused = (Limited) tested.check("k");
        now.set(refused.retryAfter().toNanos() - 1);
        assertThat(tested.check("k")).isInstanceOf(Limited.class);
        now.set(refused.retryAfter().toNanos());
        assertThat(tested.check("k")).isEqualTo(new RateDecision.Allowed(0));
    }
}
