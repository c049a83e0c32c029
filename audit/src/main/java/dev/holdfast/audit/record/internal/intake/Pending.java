package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.event.SecurityEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An event that waits to be made durable, and the answer its caller waits for. Thread-safe; answered once. */
public final class Pending {
    private final SecurityEvent event;
    private final CompletableFuture<UUID> answer = new Answer();

    Pending(SecurityEvent event) {
        this.event = event;
    }

    /** The event. */
    public SecurityEvent event() {
        return event;
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
            return Optional.of(encoder.encode(event));
        } catch (RuntimeException failure) {
            fail(Reason.REFUSED, failure);
            return Optional.empty();
        }
    }

    /** Answers that the event is durable. */
    public void succeed() {
        answer.complete(event.id());
    }

    /** Answers that it is not, or not known to be. */
    public void fail(NotRecordedException why) {
        answer.completeExceptionally(why);
    }

    /** As {@link #fail(NotRecordedException)}. */
    public void fail(Reason reason, @Nullable Throwable cause) {
        if (!answer.isDone()) {
            fail(new NotRecordedException(event.id(), reason, cause));
        }
    }
}
