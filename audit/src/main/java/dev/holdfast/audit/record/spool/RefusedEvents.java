package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.audit.record.internal.row.EventRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events that were acknowledged and that the log refuses: they are evidence still, and tried again at each start. Used
 * by the drain's thread alone; the count may be read by any.
 */
final class RefusedEvents {
    private static final int FILE_BYTES = 1 << 16;

    private final SpoolFiles files;
    private final Path directory;
    private final Clock clock;
    private long lastNumber;
    private @Nullable Segment file;
    private final AtomicLong count = new AtomicLong();

    RefusedEvents(SpoolFiles files, Path directory, Clock clock) {
        this.files = files;
        this.directory = directory;
        this.clock = clock;
    }

    /** Numbers go on after those of an earlier run. */
    void after(List<Segment> found) {
        found.forEach(segment -> lastNumber = segment.number());
    }

    /** Keeps rows durably, before the segment they came from can be removed. */
    void keep(List<EventRow> rows) throws IOException {
        int frame = Frame.size(rows);
        Segment present = file;
        if (present == null || !present.hasRoomFor(frame)) {
            close();
            lastNumber++;
            SegmentHeader header = new SegmentHeader(lastNumber, clock.millis(), 0);
            long size = Math.max(FILE_BYTES, SegmentHeader.BYTES + (long) frame);
            present = Segment.create(files, FileKind.REFUSED.path(directory, lastNumber), header, size);
            file = present;
        }
        present.append(rows);
        long unused = count.addAndGet(rows.size());
    }

    long count() {
        return count.get();
    }

    void close() throws IOException {
        Segment present = file;
        file = null;
        if (present != null) {
            present.close();
        }
    }
}
