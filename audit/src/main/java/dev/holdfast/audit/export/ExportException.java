package dev.holdfast.audit.export;

import dev.holdfast.core.HoldfastException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export broke off: what was written of it is whole up to an event that this names, and incomplete behind it. */
public final class ExportException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final long events;
    private final @Nullable UUID lastId;

    ExportException(long events, @Nullable UUID lastId, Throwable cause) {
        super(
                "export broke off after " + events + " events" + (lastId == null ? "" : ", the last one " + lastId)
                        + " (" + reason(cause) + "): throw away what it wrote, or go on behind that event",
                cause);
        this.events = events;
        this.lastId = lastId;
    }

    /**
     * How many events the stream had taken whole; some behind them may have been taken in part.
     *
     * @return the number
     */
    public long events() {
        return events;
    }

    /**
     * The last event that the stream had taken whole.
     *
     * @return its id, empty when there was none
     */
    public Optional<UUID> lastId() {
        return Optional.ofNullable(lastId);
    }

    private static String reason(Throwable cause) {
        // Holdfast's own messages hold no row's data; of others only the class is safe.
        return cause instanceof HoldfastException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }
}
