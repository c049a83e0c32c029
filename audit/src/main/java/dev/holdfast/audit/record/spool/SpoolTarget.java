package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.internal.intake.BatchTarget;
import dev.holdfast.audit.record.internal.intake.DropLedger;
import dev.holdfast.audit.record.internal.intake.Intake;
import dev.holdfast.audit.record.internal.intake.Pending;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes events durable in the journal, as many at once as there are. Thread-safe. */
final class SpoolTarget implements BatchTarget {
    private static final int MAX_FRAME = 4 << 20;

    private final Journal journal;
    private final DropLedger drops;
    private final Metrics metrics;
    private final Ticker ticker;

    SpoolTarget(Journal journal, DropLedger drops, Metrics metrics, Ticker ticker) {
        this.journal = journal;
        this.drops = drops;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /** With its row: callers make theirs side by side while the disk is forced, and so no group waits for its rows. */
    @Override
    public Pending pending(SecurityEvent event, EventDoor door) {
        return Pending.encoded(event, door, Origin.SPOOL);
    }

    @Override
    public void write(List<Pending> batch) {
        RowEncoder encoder = new RowEncoder(Origin.SPOOL);
        List<Pending> events = new ArrayList<>(batch.size());
        List<EventRow> rows = new ArrayList<>(batch.size());
        int bytes = 0;
        for (Pending event : batch) {
            Optional<EventRow> row = event.encoded(encoder);
            if (row.isEmpty()) {
                continue;
            }
            if (bytes + Frame.size(row.get()) > MAX_FRAME && !rows.isEmpty()) {
                append(events, rows);
                events.clear();
                rows.clear();
                bytes = 0;
            }
            events.add(event);
            rows.add(row.get());
            bytes += Frame.size(row.get());
        }
        if (!rows.isEmpty()) {
            append(events, rows);
        }
    }

    private void append(List<Pending> events, List<EventRow> rows) {
        long start = ticker.read();
        try {
            journal.append(rows);
        } catch (SpoolException refusal) {
            events.forEach(event -> fail(event, refusal));
            return;
        } finally {
            metrics.time(SpooledRecorder.SYNC_TIMER, ticker.elapsed(start));
        }
        events.forEach(Pending::succeed);
    }

    private void fail(Pending event, SpoolException refusal) {
        if (refusal.reason() == Reason.FULL) {
            drops.add();
            metrics.count(Intake.DROPPED_COUNTER, "reason", "full");
        }
        event.fail(refusal.reason(), refusal);
    }
}
