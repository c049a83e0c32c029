package dev.holdfast.audit.record;

import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Takes events from the callers' threads and makes them durable on its own; close it after everything that records. A port:
 * {@code AsyncRecorder} and {@code SpooledRecorder} are the ready forms, which a host may put forms of its own around, such as
 * one that counts, or beside.
 *
 * <p><em>Guarantee.</em> Each event handed in is answered on its own stage: completed once it is durable in the
 * recorder's sense, failed with a {@link NotRecordedException} when it is not. Nothing is dropped in silence: what {@link
 * Overflow} turns away is answered, counted, and later recorded itself as one event {@code audit_event.drop} with the
 * number of them.
 *
 * <p><em>Contract.</em> A stage completes with its own event's id and no earlier than the event is durable; nobody but the
 * recorder completes it. The same event recorded again is kept once, and completes as well. {@link #record} throws
 * nothing: a closed recorder, too, answers on the stage. Once {@link #close(Duration)} has returned, every stage is answered, and
 * the report names those that failed. Closing again does nothing. {@code RecorderContract} in the tests jar checks it.
 *
 * <p><em>Transaction.</em> None of the caller's: an event may be recorded of an act that is then rolled back. What must
 * stand or fall with the act goes to {@link dev.holdfast.audit.AuditLog} itself.
 *
 * <p><em>Concurrency.</em> Thread-safe. Stages complete on the recorder's threads: attach what is slow with the {@code
 * …Async} methods and an executor of the host's. A stage's action may record further events, but is turned away at once
 * when there is no room.
 */
public interface Recorder extends AutoCloseable {
    /**
     * Hands in an event. Returns at once, except where the policy's {@link Overflow} lets a full recorder hold up the
     * caller.
     *
     * @param event what happened
     * @return completes with the event's id once it is durable; fails with a {@link NotRecordedException}, which its
     *     direct actions get unwrapped
     */
    CompletionStage<UUID> record(SecurityEvent event);

    /**
     * A sink whose {@code append} returns once the event is durable: independent of the caller's transaction, many
     * callers sharing one commit. For denials and failed attempts.
     *
     * @param patience how long {@code append} waits at most
     * @return the sink; {@code append} ignores its {@code tx}, and throws the {@link NotRecordedException} of the event, with
     *     the reason IN_DOUBT when the wait is over or interrupted first
     */
    default AuditSink sink(Duration patience) {
        return new WaitingSink(this, patience);
    }

    /**
     * Takes no further event, writes what it has, and stops its threads.
     *
     * @param within how long at most
     * @return what was not written
     */
    CloseReport close(Duration within);

    /** Closes within the time that the policy gives; what was not written is logged at ERROR. */
    @Override
    void close();
}
