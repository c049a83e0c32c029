package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a spool from the oldest that is not in the log to the one that is written to. The drain reads behind the
 * journal's end and removes whole files. Thread-safe: of the two locks, that of the removed files is taken first.
 */
final class Backlog {
    /** So many events are worth a transaction of their own: no more are waited for. */
    private static final int ENOUGH = 1_000;
    /** Where nothing has come for so long, nothing is waited for. */
    private static final long QUIET_MILLIS = 5;
    /** Nor for longer than a tenth of a second in all. */
    private static final int LOOKS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final SpoolFiles files;
    private final long maxBytes;
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** In the log, but not yet removed: files go in order, so that a gap always means a loss. Guards removing. */
    private final Deque<Segment> drained = new ArrayDeque<>();

    private long bytes;
    private long events;
    private boolean idle;
    private boolean closed;
    private boolean released;

    Backlog(SpoolFiles files, long maxBytes) {
        this.files = files;
        this.maxBytes = maxBytes;
    }

    /** Takes over what an earlier run left; the refused ones are drained by themselves, and count. */
    synchronized void adopt(List<Segment> found, List<Segment> leftRefused, long count) {
        leftRefused.forEach(file -> bytes += file.size());
        found.forEach(this::add);
        events += count;
    }

    /** Goes on in a further file. */
    synchronized void add(Segment segment) {
        bytes += segment.size();
        segments.add(segment);
    }

    synchronized boolean hasRoomFor(long size) {
        return bytes + size <= maxBytes;
    }

    /** Counts what was forced. Wakes the drain only where it waits for this: for each frame it would cost what the frame does. */
    synchronized void appended(int count) {
        events += count;
        if (idle || events >= ENOUGH) {
            notifyAll();
        }
    }

    /** No further frame follows in the last file. */
    synchronized void finished() {
        notifyAll();
    }

    /** No further file follows. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The oldest file that is not in the log; waits for the first one. Null when there will be none. */
    synchronized @Nullable Segment oldest() throws InterruptedException {
        while (segments.isEmpty() && !closed) {
            idle = true;
            wait();
            idle = false;
        }
        return segments.peek();
    }

    /** Waits until a file holds more than up to an offset: false when it never will. */
    synchronized boolean awaitBehind(Segment segment, long offset) throws InterruptedException {
        while (segment.end() <= offset && !segment.isFinished()) {
            idle = true;
            wait();
            idle = false;
        }
        gather(segment);
        return segment.end() > offset;
    }

    /** Nobody waits for the log: what comes one by one is committed together, which leaves the disk to what comes. */
    private void gather(Segment segment) throws InterruptedException {
        long seen = 0;
        for (int look = 0; look < LOOKS && segment.end() > seen; look++) {
            if (events >= ENOUGH || segment.isFinished()) {
                return;
            }
            seen = segment.end();
            wait(QUIET_MILLIS);
        }
    }

    /** Counts what has reached the log. */
    synchronized void written(int count) {
        events -= count;
    }

    /** Removes the oldest file, all of which is in the log; does nothing once the directory is given up. */
    void remove(Segment segment) {
        synchronized (drained) {
            if (isReleased()) {
                return;
            }
            synchronized (this) {
                boolean unused = segments.remove(segment);
            }
            drained.add(segment);
            for (Iterator<Segment> each = drained.iterator(); each.hasNext(); each.remove()) {
                if (!removed(each.next())) {
                    return;
                }
            }
        }
    }

    private boolean removed(Segment segment) {
        try {
            segment.close();
            files.delete(segment.path());
            synchronized (this) {
                bytes -= segment.size();
            }
            return true;
        } catch (IOException e) {
            LOG.error(
                    "spool {} is in the log but could not be removed; tried again with the next: {}",
                    segment.path(),
                    e.toString());
            return false;
        }
    }

    /** Touches no file any more: waits for one that is being removed. */
    void release() {
        synchronized (drained) {
            closeAll();
        }
    }

    private synchronized void closeAll() {
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

    /** How many events are not in the log. */
    synchronized long events() {
        return events;
    }

    /** How much the files take. */
    synchronized long bytes() {
        return bytes;
    }
}
