package dev.holdfast.audit.privacy;

import dev.holdfast.core.event.SecurityEvent;
import java.util.UUID;

/**
 * An event that came through an {@link EventDoor}, and so may be stored: the only form that the log and its recorders take
 * to the journal and to the database. Nobody else can make one. Immutable.
 */
public final class AdmittedEvent {
    private final SecurityEvent event;

    AdmittedEvent(SecurityEvent event) {
        this.event = event;
    }

    /**
     * The event's id.
     *
     * @return as it was handed in
     */
    public UUID id() {
        return event.id();
    }

    /**
     * The event as it may be stored.
     *
     * @return secrets taken out, personal parts encrypted
     */
    public SecurityEvent event() {
        return event;
    }

    /** The id alone: an event is data. */
    @Override
    public String toString() {
        return "AdmittedEvent[" + event.id() + "]";
    }
}
