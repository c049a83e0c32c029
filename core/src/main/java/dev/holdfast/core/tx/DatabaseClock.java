package dev.holdfast.core.tx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jooq.DSLContext;

/**
 * A clock that runs with this machine's and shows the database's time: what all nodes of one database agree on.
 *
 * <p>The offset is measured when the clock is made and whenever {@link #measure} is called, which a host schedules (an
 * hour between is plenty); in between no question is asked. Thread-safe.
 */
public final class DatabaseClock extends Clock {
    /** The greatest difference from the database that is taken for drift rather than for a mistake. */
    public static final Duration MAX_SKEW = Duration.ofSeconds(5);

    private static final int SAMPLES = 5;
    private static final String NOW = "select clock_timestamp()";

    private final TransactionRunner runner;
    private final Clock machine;
    private volatile Duration offset;

    private DatabaseClock(TransactionRunner runner, Clock machine, Duration offset) {
        this.runner = runner;
        this.machine = machine;
        this.offset = offset;
    }

    /**
     * Measures the database's time and makes a clock that shows it.
     *
     * @param runner asks the database
     * @param machine this machine's clock
     * @return the clock
     * @throws IllegalStateException when the two differ by more than {@link #MAX_SKEW}: one of the machines' clocks is
     *     wrong, and all that expires would expire at the wrong time
     */
    public static DatabaseClock follow(TransactionRunner runner, Clock machine) {
        return new DatabaseClock(runner, machine, measured(runner, machine));
    }

    /**
     * Measures again.
     *
     * @throws IllegalStateException when the clocks have drifted apart by more than {@link #MAX_SKEW}; the offset then
     *     stays as it was
     */
    public void measure() {
        offset = measured(runner, machine);
    }

    /**
     * How far the database's clock is ahead of this machine's.
     *
     * @return the offset last measured; negative when it is behind
     */
    public Duration offset() {
        return offset;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /** {@inheritDoc} The returned clock keeps the offset last measured. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new DatabaseClock(runner, machine.withZone(zone), offset);
    }

    @Override
    public String toString() {
        return "DatabaseClock[" + machine + " + " + offset + "]";
    }

    static Duration requireSmall(Duration offset) {
        if (offset.abs().compareTo(MAX_SKEW) > 0) {
            throw new IllegalStateException("the clocks of this machine and of the database must differ by at most "
                    + MAX_SKEW + ", but the database's is " + offset + " ahead: set the clocks by NTP and start again");
        }
        return offset;
    }

    private static Duration measured(TransactionRunner runner, Clock machine) {
        return requireSmall(runner.call(tx -> {
            Sample best = sample(tx, machine);
            for (int i = 1; i < SAMPLES; i++) {
                Sample next = sample(tx, machine);
                best = next.roundTrip().compareTo(best.roundTrip()) < 0 ? next : best;
            }
            return best.offset();
        }));
    }

    private static Sample sample(DSLContext tx, Clock machine) {
        Instant before = machine.instant();
        Instant there = HostTransaction.join(tx)
                .resultQuery(NOW)
                .fetchSingle(0, OffsetDateTime.class)
                .toInstant();
        Duration roundTrip = Duration.between(before, machine.instant());
        return new Sample(roundTrip, Duration.between(before.plus(roundTrip.dividedBy(2)), there));
    }

    /** The quickest answer is the least wrong: it is wrong by half its round trip at most. */
    private record Sample(Duration roundTrip, Duration offset) {}
}
