package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.core.event.SecurityEvent;
import java.util.List;

/** Makes batches durable and answers each of their events. Implementations are thread-safe. */
@FunctionalInterface
public interface BatchTarget {
    /**
     * Makes a batch durable, and answers each event on the way.
     *
     * @param batch the events, at least one
     */
    void write(List<Pending> batch);

    /**
     * An event as it waits for its batch, on the caller's thread.
     *
     * @param event what happened
     * @param door what it passes before its first byte is kept
     * @return the pending event; by default its row is made when its batch is written, so that the caller goes on at once
     */
    default Pending pending(SecurityEvent event, EventDoor door) {
        return Pending.of(event, door);
    }
}
