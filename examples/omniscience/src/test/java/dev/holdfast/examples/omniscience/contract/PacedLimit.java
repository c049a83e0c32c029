package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.rate.RateDecision;
import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.auth.rate.RatePolicy;
import dev.holdfast.core.metric.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests paced without a library (GCRA): of each client one number is kept, the time by which all its requests would
 * have come at the even pace. Thread-safe.
 */
final class PacedLimit implements RateLimit {
    private final long pace;
    private final long burst;
    private final Ticker ticker;
    private final ConcurrentMap<String, AtomicLong> due = new ConcurrentHashMap<>();

    PacedLimit(RatePolicy policy, Ticker ticker) {
        this.pace = policy.period().toNanos() / policy.limit();
        this.burst = pace * policy.burst();
        this.ticker = ticker;
    }

    @Override
    public RateDecision check(String key) {
        long now = ticker.read();
        AtomicLong paced = due.computeIfAbsent(key, first -> new AtomicLong(now));
        while (true) {
            long before = paced.get();
            long after = Math.max(before, now) + pace;
            long left = burst - (after - now);
            if (left < 0) {
                return new RateDecision.Limited(Duration.ofNanos(-left), RateDecision.Cause.SPENT);
            }
            if (paced.compareAndSet(before, after)) {
                return new RateDecision.Allowed(left / pace);
            }
        }
    }
}
