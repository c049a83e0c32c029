package dev.holdfast.auth.throttle;

import dev.holdfast.auth.internal.BoundedWait;
import dev.holdfast.auth.throttle.BucketNames.Names;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.auth.throttle.ThrottleRows.Refusing;
import dev.holdfast.auth.throttle.ThrottleRows.Taken;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.lock.retry.OptimisticRetry;
import dev.holdfast.core.lock.retry.RetriesExhaustedException;
import dev.holdfast.core.lock.retry.RetryPolicy;
import dev.holdfast.core.secret.HashTag;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts in the database. Thread-safe. */
final class PostgresThrottle implements LoginThrottle {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresThrottle.class);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final ThrottleSetup setup;
    private final BucketNames names;
    private final ThrottleRows rows;
    private final ThrottleEvents events;
    private final OptimisticRetry retry;

    PostgresThrottle(ThrottleSetup setup) {
        this.setup = setup;
        this.names = new BucketNames(setup.policy(), setup.keys());
        this.rows = new ThrottleRows(new ThrottleSql(setup.namespace(), setup.policy()));
        this.events = new ThrottleEvents(setup.trail());
        this.retry = OptimisticRetry.over(setup.runner(), RetryPolicy.defaults());
    }

    @Override
    public ThrottleDecision attempt(ThrottleKey key) {
        Decided decided = decided(key, names.of(key));
        // Only now: the sink of denials takes a connection of its own, maybe from the same small pool.
        decided.denial().ifPresent(setup.trail()::denial);
        return decided.decision();
    }

    @Override
    public void succeeded(ThrottleDecision.Ticket ticket) {
        if (!(ticket instanceof Ticket mine) || mine.throttle() != this) {
            throw new IllegalArgumentException("ticket must be one of this throttle's own, got "
                    + ticket.getClass().getName());
        }
        if (!mine.spent().compareAndSet(false, true)) {
            return;
        }
        unlessContended("an attempt that succeeded stays counted", tx -> rows.giveBack(tx, mine.taken()));
    }

    @Override
    public void remember(ThrottleKey key) {
        String country = key.country();
        if (country != null) {
            HashTag account = names.of(key.account()).get(0);
            unlessContended("a place was not remembered", tx -> rows.remember(tx, account, country, setup.now()));
        }
    }

    @Override
    public void reset(AccountName account) {
        List<HashTag> tags = names.of(account);
        boolean unused = retry.call(attempt -> {
            rows.reset(attempt.tx(), tags);
            String reference = BucketNames.reference(tags.get(0).hash());
            setup.trail().act(attempt.tx(), events.reset(account, reference));
            return true;
        });
    }

    /** Only at REPEATABLE READ and above. The login was right and stands; this would come to nothing but a failure of it. */
    private void unlessContended(String otherwise, Consumer<DSLContext> work) {
        try {
            boolean unused = retry.call(attempt -> {
                work.accept(attempt.tx());
                return true;
            });
        } catch (RetriesExhaustedException e) {
            LOG.warn("{}, because its row was contended: {}", otherwise, e.getMessage());
        }
    }

    private Decided decided(ThrottleKey key, List<Names> keyed) {
        // Fail closed: an attempt that could not be counted is not made.
        return BoundedWait.unlessBusy(
                () -> setup.runner().call(own -> decide(own, key, keyed)),
                () -> Decided.refused(BUSY, events.busy(key, keyed.get(0).reference())));
    }

    private Decided decide(DSLContext own, ThrottleKey key, List<Names> keyed) {
        Instant now = setup.now();
        Names active = keyed.get(0);
        for (Names older : keyed.subList(1, keyed.size())) {
            rows.move(own, older.own(), active.own(), now);
        }
        List<Taken> taken = rows.count(own, active, now);
        recordSpray(own, key, active, taken);
        if (taken.size() < active.buckets().size()) {
            if (!taken.isEmpty()) {
                // Nobody sees what was taken and given back within one transaction.
                rows.giveBack(own, taken);
            }
            return refused(key, active, rows.look(own, active, now));
        }
        recordStop(own, key, active, taken);
        List<HashTag> accounts = keyed.stream().map(Names::account).toList();
        Place place = rows.place(
                own, accounts, key.country(), now.minus(setup.policy().placeMemory()));
        return Decided.allowed(new Ticket(this, taken, new AtomicBoolean()), place);
    }

    private Decided refused(ThrottleKey key, Names active, List<Refusing> refusing) {
        Duration retryAfter = refusing.stream()
                .map(bucket ->
                        bucket.stopped() ? setup.policy().bucket(bucket.kind()).maxDelay() : bucket.left())
                .max(Comparator.naturalOrder())
                .map(ThrottleDecision.Refused::inWholeSeconds)
                .orElse(BUSY);
        return Decided.refused(retryAfter, events.denied(key, active.reference(), refusing, retryAfter));
    }

    private void recordStop(DSLContext own, ThrottleKey key, Names active, List<Taken> taken) {
        for (Taken bucket : taken) {
            if (bucket.stopped()) {
                setup.trail().act(own, events.stopped(key, active.reference(), bucket.kind()));
            }
        }
    }

    private void recordSpray(DSLContext own, ThrottleKey key, Names active, List<Taken> taken) {
        for (Taken bucket : taken) {
            if (bucket.spray()) {
                setup.trail().act(own, events.spray(key, active.reference(), bucket.accounts()));
            }
        }
    }

    /** What became of an attempt, and the record that a refusal still has to leave. */
    private record Decided(ThrottleDecision decision, Optional<SecurityEvent> denial) {
        static Decided allowed(Ticket ticket, Place place) {
            return new Decided(new ThrottleDecision.Allowed(ticket, place), Optional.empty());
        }

        static Decided refused(Duration retryAfter, SecurityEvent denial) {
            return new Decided(new ThrottleDecision.Refused(retryAfter), Optional.of(denial));
        }
    }

    /** What an attempt took, good for one success. */
    private record Ticket(PostgresThrottle throttle, List<Taken> taken, AtomicBoolean spent)
            implements ThrottleDecision.Ticket {
        @Override
        public String toString() {
            return "ThrottleTicket";
        }
    }
}
