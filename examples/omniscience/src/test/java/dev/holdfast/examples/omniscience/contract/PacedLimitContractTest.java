package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.auth.rate.RateLimitContract;
import dev.holdfast.auth.rate.RatePolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class PacedLimitContractTest extends RateLimitContract {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    protected RateLimit limit(RatePolicy policy) {
        return new PacedLimit(policy, nanos::get);
    }

    @Override
    protected void advance(Duration amount) {
        long unused = nanos.addAndGet(amount.toNanos());
    }
}
