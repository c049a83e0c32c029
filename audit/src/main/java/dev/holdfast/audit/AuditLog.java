package dev.holdfast.audit;

import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/**
 * The audit log in the table {@code audit_event}: written with the act it records, read back in pages.
 *
 * <p>The month of each event needs a partition: call {@link
 * dev.holdfast.audit.partition.AuditPartitions#ensureAhead} at start and daily. Thread-safe; one instance a table.
 */
public final class AuditLog implements AuditSink {
    /** The timer of {@link #append}, labelled {@code result=appended} or {@code result=failed}. */
    public static final String APPEND_TIMER = "holdfast.audit.append";

    private final AuditInsert insert;
    private final AuditSelect select;
    private final Metrics metrics;
    private final Ticker ticker;

    private final EventDoor door;

    private AuditLog(Namespace namespace, Metrics metrics, Ticker ticker) {
        this.insert = new AuditInsert(namespace);
        this.select = new AuditSelect(namespace);
        this.metrics = metrics;
        this.ticker = ticker;
        this.door = EventDoor.defaults();
    }

    private AuditLog(AuditLog other, EventDoor door) {
        this.insert = other.insert;
        this.select = other.select;
        this.metrics = other.metrics;
        this.ticker = other.ticker;
        this.door = door;
    }

    /**
     * The log in a namespace, without metrics.
     *
     * @param namespace where its table is
     * @return the log
     */
    public static AuditLog of(Namespace namespace) {
        return of(namespace, Metrics.discarding(), Ticker.system());
    }

    /**
     * The log in a namespace, each append timed as {@value #APPEND_TIMER}.
     *
     * @param namespace where its table is
     * @param metrics takes the times
     * @param ticker measures them
     * @return the log
     */
    public static AuditLog of(Namespace namespace, Metrics metrics, Ticker ticker) {
        return new AuditLog(namespace, metrics, ticker);
    }

    /**
     * The same log behind another door.
     *
     * @param value what every event passes; the same for the log and the recorders of a host
     * @return the log
     */
    public AuditLog withDoor(EventDoor value) {
        return new AuditLog(this, value);
    }

    /**
     * Writes one event with one statement, as its {@link EventDoor} lets it in: secrets are redacted.
     *
     * <p><em>Transaction.</em> Joins: the event commits with the act, or not at all. After an exception the transaction
     * can only be rolled back.
     *
     * <p>What no database text can hold (NUL, half a surrogate pair) is written as U+FFFD: evidence is not lost for the
     * sake of a character. An id is written once; the second time fails, since ignoring it would let whoever guesses
     * an id suppress an event.
     *
     * @param tx the transaction of the act
     * @param event what happened
     * @throws MissingPartitionException when the month of the event's id has no partition
     * @throws EventTimeException when the time in the event's id is more than 24 hours away from when it occurred, or
     *     from the database's clock
     * @throws dev.holdfast.core.tx.DatabaseException when the database refuses for another reason
     * @throws IllegalStateException when there is no transaction to join, or a trigger dropped the row
     */
    @Override
    public void append(DSLContext tx, SecurityEvent event) {
        long start = ticker.read();
        boolean appended = false;
        try {
            insert.run(tx, door.admit(event));
            appended = true;
        } finally {
            metrics.time(APPEND_TIMER, ticker.elapsed(start), "result", appended ? "appended" : "failed");
        }
    }

    /**
     * Reads one page of events.
     *
     * <p><em>Transaction.</em> Joins, and sees what the transaction sees, its own events included.
     *
     * <p>Not for following the log as it grows: transactions commit in another order than that of their ids, so events
     * can appear behind a cursor that has passed.
     *
     * @param tx the transaction to read in
     * @param query which events, in which order, from where
     * @return the page; empty when nothing fits
     * @throws IllegalStateException when a stored row no longer is an event of the model, which says that it was
     *     changed by other means than this class; names its id
     */
    public AuditPage find(DSLContext tx, AuditQuery query) {
        return select.page(tx, query);
    }

    /**
     * Hands events to a visitor one by one, however many they are: memory does not grow with them.
     *
     * <p><em>Transaction.</em> Joins. It is one statement, so that all events are of one snapshot at every isolation level:
     * what commits meanwhile is not among them. The driver has to honour the size in which rows are fetched, as
     * PostgreSQL's own does within a transaction.
     *
     * @param tx the transaction to read in; the visitor may read on it, too
     * @param query which events, in which order, from where; the page size says how many rows the driver brings at once
     * @param visitor takes an event, and gives false to end
     * @throws IllegalStateException as {@link #find}; the events before the changed one have been handed over
     */
    public void walk(DSLContext tx, AuditQuery query, Predicate<? super StoredEvent> visitor) {
        select.walk(tx, query, visitor);
    }
}
