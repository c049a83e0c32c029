package dev.holdfast.audit.record.async;

import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.record.internal.intake.BatchTarget;
import dev.holdfast.audit.record.internal.intake.Pending;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.audit.record.internal.write.BatchWriter;
import dev.holdfast.audit.record.internal.write.Patience;
import dev.holdfast.audit.record.internal.write.Refusal;
import dev.holdfast.audit.record.internal.write.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes events straight into the log. Thread-safe. */
final class DatabaseTarget implements BatchTarget {
    /** What a transaction holds at most, so that the largest events do not fill the memory. */
    private static final int MAX_BYTES = 8 << 20;

    private final BatchWriter writer;
    private final Patience patience;

    DatabaseTarget(BatchWriter writer, Patience patience) {
        this.writer = writer;
        this.patience = patience;
    }

    @Override
    public void write(List<Pending> batch) {
        RowEncoder encoder = new RowEncoder(Origin.LIVE);
        for (Iterator<Pending> events = batch.iterator(); events.hasNext(); ) {
            commit(new Part(events, encoder));
        }
    }

    private void commit(Part part) {
        // A row equals itself alone.
        Map<EventRow, Refusal> refusals = new HashMap<>();
        writer.write(Rows.madeBy(part), false, patience).forEach(refusal -> refusals.put(refusal.row(), refusal));
        for (Encoded encoded : part.encoded) {
            Refusal refusal = refusals.get(encoded.row);
            if (refusal == null) {
                encoded.event.succeed();
            } else {
                encoded.event.fail(refusal.why());
            }
        }
    }

    /** An event and its row. */
    private record Encoded(Pending event, EventRow row) {}

    /**
     * What one transaction takes of a batch: each row is made when it is asked for, so that the server inserts what it was sent
     * meanwhile.
     */
    private static final class Part implements Iterator<EventRow> {
        private final Iterator<Pending> events;
        private final RowEncoder encoder;
        private final List<Encoded> encoded = new ArrayList<>();
        private @Nullable EventRow next;
        private int bytes;

        Part(Iterator<Pending> events, RowEncoder encoder) {
            this.events = events;
            this.encoder = encoder;
        }

        @Override
        public boolean hasNext() {
            while (next == null && bytes < MAX_BYTES && events.hasNext()) {
                Pending event = events.next();
                Optional<EventRow> row = event.encoded(encoder);
                if (row.isPresent()) {
                    next = row.get();
                    bytes += next.tuple().length;
                    encoded.add(new Encoded(event, next));
                }
            }
            return next != null;
        }

        @Override
        public EventRow next() {
            EventRow row = hasNext() ? next : null;
            if (row == null) {
                throw new NoSuchElementException("every row of the part was made");
            }
            next = null;
            return row;
        }
    }
}
