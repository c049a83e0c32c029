package dev.holdfast.audit;

import dev.holdfast.core.HoldfastException;
import dev.holdfast.core.secret.Uuid7;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event was refused because the time in its id is more than 24 hours away from when it occurred by the host's clock,
 * or from when it was recorded by the database's: a clock is wrong, or the event was backdated.
 */
public final class EventTimeException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final UUID eventId;

    EventTimeException(UUID eventId, String otherTime, @Nullable Throwable cause) {
        super(
                "event " + eventId + " carries the time " + timeOf(eventId)
                        + " in its id, more than 24 hours away from " + otherTime
                        + ": compare the clocks of host and database",
                cause);
        this.eventId = eventId;
    }

    /**
     * The refused event's id.
     *
     * @return the id
     */
    public UUID eventId() {
        return eventId;
    }

    /**
     * The time in the refused event's id.
     *
     * @return the time, in milliseconds
     */
    public Instant idTime() {
        return timeOf(eventId);
    }

    private static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(Uuid7.millisOf(id));
    }
}
