package dev.holdfast.audit.record.async;

import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.record.internal.intake.BatchTarget;
import dev.holdfast.audit.record.internal.intake.Pending;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.audit.record.internal.write.BatchWriter;
import dev.holdfast.audit.record.internal.write.Patience;
import dev.holdfast.audit.record.internal.write.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** An event and its row. */
    private record Encoded(Pending event, EventRow row) {}

    @Override
    public void write(List<Pending> batch) {
        RowEncoder encoder = new RowEncoder(Origin.LIVE);
        List<Encoded> part = new ArrayList<>(batch.size());
        int bytes = 0;
        for (Pending event : batch) {
            Optional<EventRow> row = event.encoded(encoder);
            if (row.isPresent()) {
                part.add(new Encoded(event, row.get()));
                bytes += row.get().tuple().length;
            }
            if (bytes >= MAX_BYTES) {
                commit(part);
                part.clear();
                bytes = 0;
            }
        }
        commit(part);
    }

    private void commit(List<Encoded> part) {
        // A row equals itself alone.
        Map<EventRow, Refusal> refusals = new HashMap<>();
        List<EventRow> rows = part.stream().map(Encoded::row).toList();
        writer.write(rows, false, patience).forEach(refusal -> refusals.put(refusal.row(), refusal));
        for (Encoded encoded : part) {
            Refusal refusal = refusals.get(encoded.row);
            if (refusal == null) {
                encoded.event.succeed();
            } else {
                encoded.event.fail(refusal.why());
            }
        }
    }
}
