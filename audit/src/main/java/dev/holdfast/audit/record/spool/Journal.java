package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.row.EventRow;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a spool from the oldest that is not in the log to the one that is written to. Writers append at one end, the
 * drain reads behind them and removes whole files at the other. Thread-safe.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final SpoolFiles files;
    private final SpoolPolicy policy;
    private final Clock clock;
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** In the log, but not yet removed: files go in order, so that a gap always means a loss. */
    private final Deque<Segment> drained = new ArrayDeque<>();

    private @Nullable Segment active;
    private long lastNumber;
    private long lastEnd;
    private long bytes;
    private long events;
    private boolean closed;
    private boolean released;

    Journal(SpoolFiles files, SpoolPolicy policy, Clock clock) {
        this.files = files;
        this.policy = policy;
        this.clock = clock;
    }

    /** Takes over what an earlier run left; the refused ones are drained by themselves, and count. */
    synchronized void adopt(List<Segment> found, List<Segment> leftRefused, long count) {
        leftRefused.forEach(file -> bytes += file.size());
        for (Segment segment : found) {
            segments.add(segment);
            bytes += segment.size();
            lastNumber = segment.number();
            lastEnd = segment.end();
        }
        events += count;
    }

    /**
     * Makes rows durable as one frame.
     *
     * @throws SpoolException when the disk or the policy refuses; says whether the rows are in doubt
     */
    synchronized void append(List<EventRow> rows) {
        if (released) {
            throw SpoolException.of(policy.directory(), "is closed: open another recorder");
        }
        Segment segment = withRoomFor(Frame.size(rows));
        try {
            segment.append(rows);
        } catch (IOException e) {
            lastEnd = segment.end();
            active = null;
            notifyAll();
            throw SpoolException.inDoubt(segment.path(), "could not be forced to disk: free or mend the disk", e);
        }
        lastEnd = segment.end();
        events += rows.size();
        notifyAll();
    }

    private Segment withRoomFor(int frame) {
        Segment present = active;
        if (present != null && present.hasRoomFor(frame)) {
            return present;
        }
        long size = Math.max(policy.segmentBytes(), SegmentHeader.BYTES + (long) frame);
        if (bytes + size > policy.maxBytes()) {
            throw SpoolException.full(
                    policy.directory(),
                    "must not exceed maxBytes, " + policy.maxBytes() + ": find out why the log has not taken it");
        }
        if (present != null) {
            present.finish();
        }
        // Also when what follows fails: the file before this one is whole, and its end is remembered.
        active = null;
        notifyAll();
        return next(size);
    }

    private Segment next(long size) {
        long number = lastNumber + 1;
        // Where the predecessor is gone already, its end says nothing and does no harm.
        SegmentHeader header = new SegmentHeader(number, clock.millis(), lastEnd);
        try {
            Segment segment = Segment.create(files, FileKind.SEGMENT.path(policy.directory(), number), header, size);
            lastNumber = number;
            lastEnd = segment.end();
            bytes += size;
            segments.add(segment);
            active = segment;
            return segment;
        } catch (IOException e) {
            throw SpoolException.failed(policy.directory(), "has no room for another segment: free its disk", e);
        }
    }

    /** The oldest file that is not in the log; waits for the first one. Null when the journal is closed and empty. */
    synchronized @Nullable Segment oldest() throws InterruptedException {
        while (segments.isEmpty() && !closed) {
            wait();
        }
        return segments.peek();
    }

    /** Waits until a file holds more than up to an offset: false when it never will. */
    synchronized boolean awaitBehind(Segment segment, long offset) throws InterruptedException {
        while (segment.end() <= offset && !segment.isFinished()) {
            wait();
        }
        return segment.end() > offset;
    }

    /** Counts what has reached the log. */
    synchronized void written(int count) {
        events -= count;
    }

    /** Removes the oldest file, all of which is in the log; does nothing once the directory is given up. */
    synchronized void remove(Segment segment) {
        if (released) {
            return;
        }
        boolean unused = segments.remove(segment);
        drained.add(segment);
        for (Iterator<Segment> each = drained.iterator(); each.hasNext(); each.remove()) {
            Segment next = each.next();
            try {
                next.close();
                files.delete(next.path());
                bytes -= next.size();
            } catch (IOException e) {
                LOG.error(
                        "spool {} is in the log but could not be removed; tried again with the next: {}",
                        next.path(),
                        e.toString());
                return;
            }
        }
    }

    /** Ends the file that is written to, so that it can be drained to its end and removed. */
    synchronized void finish() {
        closed = true;
        Segment present = active;
        if (present != null) {
            present.finish();
        }
        active = null;
        notifyAll();
    }

    /** Touches no file any more, whoever still runs. */
    synchronized void release() {
        released = true;
        for (Segment segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                LOG.warn("spool {} could not be closed: {}", segment.path(), e.toString());
            }
        }
    }

    synchronized boolean isReleased() {
        return released;
    }

    synchronized SpooledRecorder.Status status(long refused) {
        return new SpooledRecorder.Status(events, bytes, refused);
    }
}
