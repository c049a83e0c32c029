package dev.holdfast.core.metric;

import java.time.Duration;

/**
 * A source of elapsed time, unaffected by steps of the wall clock: the one place where the JVM's nanosecond timer is
 * read.
 */
@FunctionalInterface
public interface Ticker {
    /**
     * Nanoseconds since an arbitrary origin; only differences mean something.
     *
     * @return the reading
     */
    long read();

    /**
     * How long ago a reading was taken.
     *
     * @param since an earlier reading of this ticker
     * @return the time since then
     */
    default Duration elapsed(long since) {
        return Duration.ofNanos(read() - since);
    }

    /**
     * The JVM's own timer.
     *
     * @return the ticker
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
