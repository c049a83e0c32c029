package dev.holdfast.examples.benchmarks.harness;

/**
 * How long single calls took: a histogram whose buckets are a 128th of a power of two wide, so that a quantile is at
 * most 0.4 % off. Not thread-safe: each thread has its own, and they are added up.
 */
final class Calls {
    private static final int STEP_BITS = 7;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] buckets = new long[Long.SIZE * STEPS];
    private long count;

    /**
     * Two quantiles, and where the calls lie beside the baseline's.
     *
     * @param median what half of the calls took at most, in nanoseconds
     * @param tail what 99 of 100 calls took at most, in nanoseconds
     * @param effect {@link #effect} against the baseline's calls; 0 for the baseline itself
     */
    record Quantiles(double median, double tail, double effect) {
        /** Of calls that were compared with none. */
        Quantiles(double median, double tail) {
            this(median, tail, 0);
        }
    }

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

    Quantiles quantiles(Calls baseline) {
        return new Quantiles(quantile(0.5), quantile(0.99), effect(baseline));
    }

    /**
     * Cliff's delta: how much more often a call of these took longer than one of the others than the other way round, of
     * all pairs. 0 cannot be told apart, 1 is always longer, -1 always shorter. It asks for no shape of the times, which
     * are skewed, and one slow call moves it little.
     */
    double effect(Calls others) {
        double balance = 0;
        long shorter = 0;
        for (int i = 0; i < buckets.length; i++) {
            long longer = others.count - shorter - others.buckets[i];
            balance += (double) buckets[i] * (shorter - longer);
            shorter += others.buckets[i];
        }
        return balance / count / others.count;
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
