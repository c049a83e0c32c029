package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.internal.intake.Retries;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.write.BatchWriter;
import dev.holdfast.audit.record.internal.write.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the daemon thread that brings a journal into the log, file by file, and removes what is there. */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Set<Reason> FINAL = Set.of(Reason.REFUSED, Reason.ID_TAKEN);

    private final Backlog backlog;
    private final RefusedEvents refused;
    private final BatchWriter writer;
    private final Retries retries;
    private final int batchEvents;
    private final List<Segment> leftRefused;
    private final Thread thread;

    /** What a drain works with. */
    record Parts(Backlog backlog, RefusedEvents refused, BatchWriter writer, Retries retries) {}

    private Drain(Parts parts, int batchEvents, List<Segment> leftRefused) {
        this.backlog = parts.backlog;
        this.refused = parts.refused;
        this.writer = parts.writer;
        this.retries = parts.retries;
        this.batchEvents = batchEvents;
        this.leftRefused = leftRefused;
        this.thread = new Thread(this::run, "holdfast-audit-spool");
        thread.setDaemon(true);
    }

    /** Starts the thread, which first tries again what an earlier run's log had refused. */
    static Drain start(Parts parts, int batchEvents, List<Segment> leftRefused) {
        Drain drain = new Drain(parts, batchEvents, leftRefused);
        drain.thread.start();
        return drain;
    }

    private void run() {
        try {
            for (Segment segment : leftRefused) {
                if (!drain(segment, true)) {
                    return;
                }
            }
            // Files are removed one by one: only of the oldest one may something be in the log.
            boolean oldest = true;
            for (Segment segment = backlog.oldest(); segment != null; segment = backlog.oldest()) {
                if (!drain(segment, oldest && segment.isFound())) {
                    return;
                }
                oldest = false;
            }
            refused.close();
        } catch (InterruptedException | IOException | RuntimeException failure) {
            tell(failure);
        }
    }

    private void tell(Exception failure) {
        if (backlog.isReleased()) {
            LOG.info("the recorder was closed; what is left in the spool is for the next one: {}", failure.toString());
        } else {
            LOG.error(
                    "the spool is no longer brought into the log, and grows; start the recorder again: {}",
                    failure.toString());
        }
    }

    /** Brings one file into the log and removes it; false when it was stopped before. */
    private boolean drain(Segment segment, boolean mayBeThere) throws InterruptedException {
        long offset = SegmentHeader.BYTES;
        while (backlog.awaitBehind(segment, offset)) {
            List<EventRow> rows = new ArrayList<>();
            long next = offset;
            try {
                while (next < segment.end() && rows.size() < batchEvents) {
                    Frame frame = segment.read(next);
                    rows.addAll(frame.rows());
                    next = frame.end();
                }
            } catch (IOException e) {
                throw SpoolException.failed(segment.path(), "cannot be read: recover the disk", e);
            }
            if (!write(rows, mayBeThere)) {
                return false;
            }
            backlog.written(rows.size());
            offset = next;
        }
        backlog.remove(segment);
        return true;
    }

    /** False when it was stopped before every row was either in the log or kept as refused. */
    private boolean write(List<EventRow> rows, boolean mayBeThere) {
        List<Refusal> refusals = writer.write(rows, mayBeThere, retries);
        if (!refusals.stream().allMatch(refusal -> FINAL.contains(refusal.why().reason()))) {
            return false;
        }
        List<EventRow> kept = refusals.stream().map(Refusal::row).toList();
        return kept.isEmpty() || keep(kept);
    }

    private boolean keep(List<EventRow> rows) {
        for (int failed = 1; !backlog.isReleased(); failed++) {
            try {
                refused.keep(rows);
                return true;
            } catch (IOException e) {
                LOG.error(
                        "{} refused audit events could not be kept apart, try {}: {}",
                        rows.size(),
                        failed,
                        e.toString());
                if (!retries.goesOn(failed, 0)) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Waits for the end of the journal, which must have been finished; true when all of it is in the log. */
    boolean join(long nanos) {
        try {
            // A join of 0 ms would last for ever.
            thread.join(Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        retries.stop();
        return !thread.isAlive();
    }
}
