package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.Uuid7;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Counts what was turned away until an event that tells of it is durable. Thread-safe. */
public final class DropLedger {
    /** The action of the event that tells of dropped ones. */
    public static final Action DROPPED = Action.of("audit_event.drop");

    private final Clock clock;
    private final EventDoor door;
    private final Uuid7 ids;
    private long untold;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /**
     * An empty ledger.
     *
     * @param clock tells when events were dropped
     * @param door what the events that tell of them pass
     */
    public DropLedger(Clock clock, EventDoor door) {
        this.clock = clock;
        this.door = door;
        this.ids = Uuid7.of(clock);
    }

    /** Counts one. */
    public synchronized void add() {
        Instant now = clock.instant();
        first = first == null ? now : first;
        last = now;
        untold++;
    }

    /** How many are not told of yet. */
    public synchronized long untold() {
        return untold;
    }

    /** An event that tells of them all; they are counted again if it does not become durable. */
    synchronized Optional<Pending> tell() {
        Instant from = first;
        long count = untold;
        if (count == 0 || from == null) {
            return Optional.empty();
        }
        SecurityEvent event = SecurityEvent.builder(ids.next(), clock.instant(), DROPPED)
                .actor(Actor.system("holdfast"))
                .failed("recorder_full")
                .severity(Severity.HIGH)
                .with("count", count)
                .with("first_at", from.toString())
                .with("last_at", String.valueOf(last))
                .build();
        untold = 0;
        first = null;
        Pending told = Pending.of(event, door);
        CompletableFuture<UUID> unused = told.answer().whenComplete((id, failure) -> {
            if (failure != null) {
                restore(count, from);
            }
        });
        return Optional.of(told);
    }

    private synchronized void restore(long count, Instant from) {
        untold += count;
        first = from;
    }
}
