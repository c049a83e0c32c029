package dev.holdfast.auth.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A policy and its outcome in Bucket4j's terms. */
final class TokenBuckets {
    private TokenBuckets() {}

    /** One bandwidth is the whole policy: a second of {@code limit} a period could never be the one that refuses. */
    static Bandwidth bandwidth(RatePolicy policy) {
        return Bandwidth.builder()
                .capacity(policy.burst())
                .refillGreedy(policy.limit(), policy.period())
                .build();
    }

    static BucketConfiguration configuration(RatePolicy policy) {
        return BucketConfiguration.builder().addLimit(bandwidth(policy)).build();
    }

    static RateDecision decision(RatePolicy policy, ConsumptionProbe probe) {
        return probe.isConsumed()
                ? new RateDecision.Allowed(probe.getRemainingTokens())
                : new RateDecision.Limited(wait(policy, probe), RateDecision.Cause.SPENT);
    }

    /** Bucket4j rounds down, to nothing at the last: who came back at the time told would be refused once more. */
    private static Duration wait(RatePolicy policy, ConsumptionProbe probe) {
        boolean whole = policy.period().toNanos() % policy.limit() == 0;
        return Duration.ofNanos(probe.getNanosToWaitForRefill() + (whole ? 0 : 1));
    }

    static TimeMeter meter(LongSupplier nanos, boolean wallClock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return wallClock;
            }
        };
    }
}
