package dev.holdfast.audit.record;

import dev.holdfast.core.HoldfastException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event was not recorded, or it is not known whether it was: what the stage of a {@link Recorder} fails with. */
public final class NotRecordedException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final UUID eventId;
    private final Reason reason;

    /**
     * Makes an exception.
     *
     * @param eventId the event
     * @param reason why
     * @param cause what led to it, or null
     */
    public NotRecordedException(UUID eventId, Reason reason, @Nullable Throwable cause) {
        super("event " + eventId + " " + reason.sentence + because(cause), cause);
        this.eventId = eventId;
        this.reason = reason;
    }

    /** Why an event was not recorded. */
    public enum Reason {
        /** The recorder was full, and its {@link Overflow} turned the event away. Not recorded. */
        FULL("was turned away, the recorder is full: compare its status with what the database takes"),
        /** The caller was interrupted while it waited for room. Not recorded. */
        INTERRUPTED("was turned away, its caller was interrupted while it waited for room: record it again"),
        /** The recorder was closed before it could write. Not recorded. */
        CLOSED("was not written before the recorder closed: close it after what records, or give it longer"),
        /** The database refuses this very event, whose month may lack a partition. Not recorded. */
        REFUSED("is refused by the database: mend what it names and record the event again"),
        /** The log holds another event under this id. Not recorded. */
        ID_TAKEN("has an id under which the log holds another event: find out who made that one"),
        /** The database could not be used for as long as the policy tries. Not recorded. */
        UNREACHABLE("was not written for as long as the policy tries: mend the database and record the event again"),
        /** The spool's disk refused it. Not recorded. */
        SPOOL_FAILED("could not be kept in the spool: free its disk and record the event again"),
        /** The connection or the disk failed when it was to be made durable: it may be recorded or not. */
        IN_DOUBT("may be recorded or not, its commit was not answered: record the same event again, it is kept once");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    /**
     * Which event.
     *
     * @return its id
     */
    public UUID eventId() {
        return eventId;
    }

    /**
     * Why it was not recorded.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    private static String because(@Nullable Throwable cause) {
        // Holdfast's own messages hold no row's data; of others only the class is safe.
        return cause == null
                ? ""
                : " ("
                        + (cause instanceof HoldfastException
                                ? cause.getMessage()
                                : cause.getClass().getName()) + ")";
    }
}
