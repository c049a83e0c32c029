package dev.holdfast.audit.export;

import dev.holdfast.audit.AuditCursor;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.AuditQuery.Order;
import dev.holdfast.audit.StoredEvent;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to export, and how; the earliest event comes first.
 *
 * @param filter which events
 * @param format how they are written
 * @param view what is done to each before it is written: masking, or revealing what is kept encrypted; must keep its id
 * @param maxEvents how many events at most, at least 1
 * @param afterId the event behind which the export begins, or null for the beginning
 */
public record ExportRequest(
        AuditFilter filter,
        ExportFormat format,
        UnaryOperator<StoredEvent> view,
        long maxEvents,
        @Nullable UUID afterId) {
    /** How many rows the driver holds at once: an event is a few hundred bytes, and at the very most some 200 kB. */
    private static final int FETCHED_AT_ONCE = 200;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when {@code maxEvents} is less than 1
     */
    public ExportRequest {
        if (maxEvents < 1) {
            throw new IllegalArgumentException("maxEvents must be at least 1, got " + maxEvents);
        }
    }

    /**
     * All events that fit, as they are stored.
     *
     * @param filter which events
     * @param format how they are written
     * @return the request
     */
    public static ExportRequest of(AuditFilter filter, ExportFormat format) {
        return new ExportRequest(filter, format, UnaryOperator.identity(), Long.MAX_VALUE, null);
    }

    /**
     * The same with something done to each event before it is written.
     *
     * @param operator gives the event to write in the place of the stored one, under the same id
     * @return the request
     */
    public ExportRequest withView(UnaryOperator<StoredEvent> operator) {
        return new ExportRequest(filter, format, operator, maxEvents, afterId);
    }

    /**
     * The same with an end.
     *
     * @param most how many events at most
     * @return the request
     */
    public ExportRequest withMaxEvents(long most) {
        return new ExportRequest(filter, format, view, most, afterId);
    }

    /**
     * The same from behind an event, to go on where an export ended.
     *
     * @param id the last event that was exported
     * @return the request
     */
    public ExportRequest after(UUID id) {
        return new ExportRequest(filter, format, view, maxEvents, id);
    }

    AuditQuery query() {
        AuditCursor place = afterId == null ? null : new AuditCursor(Order.OLDEST_FIRST, afterId);
        return new AuditQuery(filter, Order.OLDEST_FIRST, FETCHED_AT_ONCE, place);
    }
}
