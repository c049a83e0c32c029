package dev.holdfast.audit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of the log.
 *
 * @param events the events, in the order asked for
 * @param nextCursor where the next page begins, or null when this is the last; {@link #next()} reads it
 */
public record AuditPage(List<StoredEvent> events, @Nullable AuditCursor nextCursor) {
    /** Copies the list. */
    public AuditPage {
        events = List.copyOf(events);
    }

    /**
     * Where the next page begins.
     *
     * @return the cursor for {@link AuditQuery#after}; empty when there was nothing more
     */
    public Optional<AuditCursor> next() {
        return Optional.ofNullable(nextCursor);
    }
}
