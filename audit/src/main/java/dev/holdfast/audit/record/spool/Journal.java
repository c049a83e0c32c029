package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.SpareFile;
import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles.Blank;
import dev.holdfast.audit.record.internal.row.EventRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The end of a spool at which rows are made durable, one frame after another. What it has forced is the {@link Backlog}, which
 * is read and removed without waiting for a force. Thread-safe.
 */
final class Journal {
    private final SpoolFiles files;
    private final SpoolPolicy policy;
    private final Clock clock;
    private final SpareFile spare;
    private final Backlog backlog;
    /** One frame at a time; guards what follows. Taken before any lock of the backlog. */
    private final ReentrantLock appending = new ReentrantLock();

    private @Nullable Segment active;
    private long lastNumber;
    private long lastEnd;

    Journal(SpoolFiles files, SpoolPolicy policy, Clock clock) {
        this.files = files;
        this.policy = policy;
        this.clock = clock;
        this.spare = new SpareFile(files, policy.directory(), policy.segmentBytes());
        this.backlog = new Backlog(files, policy.maxBytes());
    }

    /** What is durable here and not in the log. */
    Backlog backlog() {
        return backlog;
    }

    /** Takes over what an earlier run left; the refused ones are drained by themselves, and count. */
    void adopt(List<Segment> found, List<Segment> leftRefused, long count) {
        backlog.adopt(found, leftRefused, count);
        for (Segment segment : found) {
            lastNumber = segment.number();
            lastEnd = segment.end();
        }
    }

    /**
     * Makes rows durable as one frame.
     *
     * @throws SpoolException when the disk or the policy refuses; says whether the rows are in doubt
     */
    void append(List<EventRow> rows) {
        appending.lock();
        try {
            if (backlog.isReleased()) {
                throw SpoolException.of(policy.directory(), "is closed: open another recorder");
            }
            Segment segment = withRoomFor(Frame.size(rows));
            force(segment, rows);
            backlog.appended(rows.size());
            if (segment.isHalfFull() && backlog.hasRoomFor(policy.segmentBytes())) {
                spare.make();
            }
        } finally {
            appending.unlock();
        }
    }

    private void force(Segment segment, List<EventRow> rows) {
        try {
            segment.append(rows);
        } catch (IOException e) {
            leave();
            throw SpoolException.inDoubt(segment.path(), "could not be forced to disk: free or mend the disk", e);
        } finally {
            lastEnd = segment.end();
        }
    }

    private Segment withRoomFor(int frame) {
        Segment present = active;
        if (present != null && present.hasRoomFor(frame)) {
            return present;
        }
        long size = Math.max(policy.segmentBytes(), SegmentHeader.BYTES + (long) frame);
        if (!backlog.hasRoomFor(size)) {
            throw SpoolException.full(
                    policy.directory(),
                    "must not exceed maxBytes, " + policy.maxBytes() + ": find out why the log has not taken it");
        }
        // Also when what follows fails: the file before this one is whole, and its end is remembered.
        leave();
        return next(size);
    }

    /** Writes no more to the file that is written to. */
    private void leave() {
        Segment present = active;
        active = null;
        if (present != null) {
            present.finish();
            backlog.finished();
        }
    }

    private Segment next(long size) {
        long number = lastNumber + 1;
        // Where the predecessor is gone already, its end says nothing and does no harm.
        SegmentHeader header = new SegmentHeader(number, clock.millis(), lastEnd);
        try {
            Segment segment = made(FileKind.SEGMENT.path(policy.directory(), number), header, size);
            lastNumber = number;
            lastEnd = segment.end();
            active = segment;
            backlog.add(segment);
            return segment;
        } catch (IOException e) {
            throw SpoolException.failed(policy.directory(), "has no room for another segment: free its disk", e);
        }
    }

    private Segment made(Path path, SegmentHeader header, long size) throws IOException {
        if (size != policy.segmentBytes()) {
            // The spare one's room is this one's.
            spare.discard();
            return Segment.create(files, path, header, size);
        }
        Blank ahead = spare.take();
        return ahead == null ? Segment.create(files, path, header, size) : Segment.in(ahead, files, path, header);
    }

    /** Ends the file that is written to, so that it can be drained to its end and removed. */
    void finish() {
        appending.lock();
        try {
            leave();
            backlog.close();
        } finally {
            appending.unlock();
        }
    }

    /** Touches no file any more, whoever still runs: waits for what is under way. */
    void release() {
        appending.lock();
        try {
            spare.close();
            backlog.release();
        } finally {
            appending.unlock();
        }
    }

    SpooledRecorder.Status status(long refused) {
        return new SpooledRecorder.Status(backlog.events(), backlog.bytes() + spare.bytes(), refused);
    }
}
