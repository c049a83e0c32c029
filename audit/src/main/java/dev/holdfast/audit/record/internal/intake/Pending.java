package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.AdmittedEvent;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.DatabaseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event that waits to be made durable, and the answer its caller waits for. Thread-safe; answered once. */
public final class Pending {
    private final UUID id;
    private final Function<RowEncoder, EventRow> row;
    private final CompletableFuture<UUID> answer = new Answer();

    private Pending(UUID id, Function<RowEncoder, EventRow> row) {
        this.id = id;
        this.row = row;
    }

    /**
     * An event that waits before the door, through which the writer's thread takes it; one about a person goes through at
     * once, on the caller's: the person's key may have to be asked of the database, and the writer waits for nobody.
     *
     * @param event what happened
     * @param door what it passes before its first byte is kept
     * @return the pending event; answered already when the door refused it
     */
    static Pending of(SecurityEvent event, EventDoor door) {
        if (event.subjectKeyId() == null) {
            return new Pending(event.id(), encoder -> encoder.encode(door.admit(event)));
        }
        return atOnce(event.id(), () -> {
            AdmittedEvent admitted = door.admit(event);
            return encoder -> encoder.encode(admitted);
        });
    }

    /**
     * An event whose row is made at once, on the caller's thread: callers do it side by side, and what makes it durable finds
     * bytes.
     *
     * @param event what happened
     * @param door what it passes before its first byte is kept
     * @param origin how it comes into the log
     * @return the pending event; answered already when the door refused it or no row can hold it
     */
    public static Pending encoded(SecurityEvent event, EventDoor door, Origin origin) {
        return atOnce(event.id(), () -> {
            EventRow made = new RowEncoder(origin).encode(door.admit(event));
            return encoder -> made;
        });
    }

    private static Pending atOnce(UUID id, Supplier<Function<RowEncoder, EventRow>> work) {
        try {
            return new Pending(id, work.get());
        } catch (RuntimeException failure) {
            Pending refused = new Pending(id, encoder -> {
                throw failure;
            });
            refused.fail(failure instanceof DatabaseException ? Reason.UNREACHABLE : Reason.REFUSED, failure);
            return refused;
        }
    }

    /** The event's id. */
    public UUID id() {
        return id;
    }

    /** Whether it was refused before it could wait. */
    boolean isRefused() {
        return answer.isDone();
    }

    /**
     * A stage whose future is a copy: nobody but the recorder can complete it. A minimal stage of the JDK would do that as
     * well, but hand its failure on wrapped.
     */
    private static final class Answer extends CompletableFuture<UUID> {
        @Override
        public CompletableFuture<UUID> toCompletableFuture() {
            return copy();
        }
    }

    /** What the caller gets. */
    CompletionStage<UUID> stage() {
        return answer;
    }

    CompletableFuture<UUID> answer() {
        return answer;
    }

    /** The event's row, or nothing when no row can hold it: then it is answered so, and the others of its batch go on. */
    public Optional<EventRow> encoded(RowEncoder encoder) {
        try {
            return Optional.of(row.apply(encoder));
        } catch (RuntimeException failure) {
            fail(Reason.REFUSED, failure);
            return Optional.empty();
        }
    }

    /** Answers that the event is durable. */
    public void succeed() {
        answer.complete(id);
    }

    /** Answers that it is not, or not known to be. */
    public void fail(NotRecordedException why) {
        answer.completeExceptionally(why);
    }

    /** As {@link #fail(NotRecordedException)}. */
    public void fail(Reason reason, @Nullable Throwable cause) {
        if (!answer.isDone()) {
            fail(new NotRecordedException(id, reason, cause));
        }
    }
}
