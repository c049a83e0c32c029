package dev.holdfast.auth.rate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.holdfast.core.metric.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/** Buckets in this process's memory, as many as allowed. */
final class LocalRateLimit implements RateLimit {
    private static final long LEAST_KEYS = 1_000;
    private static final long MOST_KEYS = 10_000_000;

    private final RatePolicy policy;
    private final LoadingCache<String, Bucket> buckets;

    LocalRateLimit(RatePolicy policy, long maxKeys, Ticker ticker) {
        if (maxKeys < LEAST_KEYS || maxKeys > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "maxKeys must be between " + LEAST_KEYS + " and " + MOST_KEYS + ", got " + maxKeys);
        }
        this.policy = policy;
        Bandwidth bandwidth = TokenBuckets.bandwidth(policy);
        // Bucket4j compares readings, so they have to begin where they cannot overflow.
        long origin = ticker.read();
        TimeMeter meter = TokenBuckets.meter(() -> ticker.read() - origin, false);
        buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                // A bucket left alone for as long as it takes to fill is full: forgetting it gives nothing away.
                .expireAfterAccess(policy.refill())
                .ticker(ticker::read)
                // Tidying up is done by whoever asks; no thread of the common pool is taken.
                .executor(Runnable::run)
                .build(key -> Bucket.builder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(meter)
                        .build());
    }

    @Override
    public RateDecision check(String key) {
        return TokenBuckets.decision(policy, buckets.get(RateKeys.of(key)).tryConsumeAndReturnRemaining(1));
    }
}
