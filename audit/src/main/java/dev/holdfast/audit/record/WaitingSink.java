package dev.holdfast.audit.record;

import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jooq.DSLContext;

/** Waits for a recorder's answer. */
record WaitingSink(Recorder recorder, Duration patience) implements AuditSink {
    @Override
    public void append(DSLContext tx, SecurityEvent event) {
        CompletableFuture<UUID> answer = recorder.record(event).toCompletableFuture();
        try {
            UUID unused = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw refusal(event, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NotRecordedException(event.id(), Reason.IN_DOUBT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRecordedException(event.id(), Reason.IN_DOUBT, e);
        }
    }

    /** An exception of this thread, so that its stack tells who waited. */
    private static NotRecordedException refusal(SecurityEvent event, Throwable cause) {
        Reason reason = cause instanceof NotRecordedException known ? known.reason() : Reason.IN_DOUBT;
        return new NotRecordedException(event.id(), reason, cause.getCause() == null ? cause : cause.getCause());
    }
}
