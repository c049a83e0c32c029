package dev.holdfast.examples.benchmarks.harness;

/**
 * How long single calls took: a histogram whose buckets are an eighth of a power of two wide, so that a quantile is at
 * most 6 % off. Not thread-safe: each thread has its own, and they are added up.
 */
final class Calls {
    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] buckets = new long[Long.SIZE * STEPS];
    private long count;

    /**
     * Two quantiles.
     *
     * @param median what half of the calls took at most, in nanoseconds
     * @param tail what 99 of 100 calls took at most, in nanoseconds
     */
    record Quantiles(double median, double tail) {}

    void add(long nanos) {
        buckets[bucket(Math.max(nanos, 0))]++;
        count++;
    }

    void add(Calls others) {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += others.buckets[i];
        }
        count += others.count;
    }

    Quantiles quantiles() {
        return new Quantiles(quantile(0.5), quantile(0.99));
    }

    /** The middle of the bucket in which the quantile lies. */
    private double quantile(double q) {
        long rank = (long) Math.ceil(q * count);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank && seen > 0) {
                return (lowest(i) + lowest(i + 1) - 1) / 2.0;
            }
        }
        throw new IllegalStateException("a call must have been timed");
    }

    /** Below {@value #STEPS} each value has a bucket; above, the highest bit and the three behind it tell. */
    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (nanos >>> shift) - STEPS;
    }

    private static long lowest(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return (long) (STEPS + bucket % STEPS) << shift;
    }
}
