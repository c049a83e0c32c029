package dev.holdfast.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock for tests that stands still until it is moved. Thread-safe; its zone is UTC unless asked otherwise. */
public final class MutableClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private MutableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /**
     * A clock that shows the given instant.
     *
     * @param instant the first time shown
     * @return the clock
     */
    public static MutableClock at(Instant instant) {
        return new MutableClock(new AtomicReference<>(instant), ZoneOffset.UTC);
    }

    /**
     * Moves the clock forward.
     *
     * @param amount how far; not negative, since {@link #set} is for going back
     * @throws IllegalArgumentException when the amount is negative
     */
    public void advance(Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("amount must not be negative, got " + amount + ": set(..) goes back");
        }
        now.updateAndGet(before -> before.plus(amount));
    }

    /**
     * Moves the clock to an instant, forward or back.
     *
     * @param instant the time shown from now on
     */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** {@inheritDoc} The returned clock moves together with this one. */
    @Override
    public MutableClock withZone(ZoneId other) {
        return new MutableClock(now, other);
    }

    @Override
    public String toString() {
        return "MutableClock[" + now + ", " + zone + "]";
    }
}
