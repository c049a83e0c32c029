package dev.holdfast.audit;

import dev.holdfast.core.event.SecurityEvent;
import java.time.Instant;

/**
 * An event as the log holds it.
 *
 * @param event what happened
 * @param recordedAt when it was written, by the database's clock
 * @param origin how it came into the log
 */
public record StoredEvent(SecurityEvent event, Instant recordedAt, Origin origin) {
    /** How an event came into the log. */
    public enum Origin {
        /** Written as it happened. */
        LIVE,
        /** Replayed from a local journal. */
        SPOOL,
        /** Taken over from another system. */
        IMPORT,
        /** Brought back from an archive. */
        ARCHIVE
    }
}
