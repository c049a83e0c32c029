package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles.Blank;
import dev.holdfast.audit.record.internal.disk.SpoolFiles.SpoolFile;
import dev.holdfast.audit.record.internal.row.EventRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** One file of the spool and how far it is durable. Thread-safe: one thread writes, another reads behind it. */
final class Segment {
    private final Path path;
    private final long number;
    private final SpoolFile file;
    private final long size;
    private volatile long end;
    private final boolean found;
    private volatile boolean finished;

    private Segment(Path path, long number, SpoolFile file, long end, boolean found) throws IOException {
        this.path = path;
        this.number = number;
        this.file = file;
        this.size = file.size();
        this.end = end;
        this.found = found;
        this.finished = found;
    }

    static Segment create(SpoolFiles files, Path path, SegmentHeader header, long size) throws IOException {
        return new Segment(path, header.number(), files.create(path, header.bytes(), size), SegmentHeader.BYTES, false);
    }

    /** A segment in a file that was made ahead. */
    static Segment in(Blank blank, SpoolFiles files, Path path, SegmentHeader header) throws IOException {
        return new Segment(
                path, header.number(), files.finish(blank, path, header.bytes()), SegmentHeader.BYTES, false);
    }

    /** A file of an earlier run, whose frames end where they were found to. */
    static Segment found(Path path, long number, SpoolFile file, long end) throws IOException {
        return new Segment(path, number, file, end, true);
    }

    /** Whether an earlier run wrote it, so that its rows may be in the log. */
    boolean isFound() {
        return found;
    }

    boolean hasRoomFor(int frame) {
        return !finished && size - end >= frame;
    }

    /** Whether what comes next should be made ready. */
    boolean isHalfFull() {
        return end >= size / 2;
    }

    /** Writes a frame and makes it durable; after a failure nothing more can be written. */
    void append(List<EventRow> rows) throws IOException {
        // Only one thread at a time appends: the journal sees to it.
        long from = end;
        ByteBuffer frame = Frame.bytes(rows, number, from);
        int length = frame.remaining();
        try {
            file.write(frame, from);
            file.force();
        } catch (IOException failure) {
            // A page whose write-back failed counts as clean from then on: a second force would promise too much.
            finish();
            throw failure;
        }
        end = from + length;
    }

    Frame read(long offset) throws IOException {
        Frame frame = Frame.read(file, number, offset);
        if (frame == null) {
            throw SpoolException.of(path, "is damaged at byte " + offset + " since it was written: recover the disk");
        }
        return frame;
    }

    /** No further frame follows. */
    void finish() {
        finished = true;
    }

    boolean isFinished() {
        return finished;
    }

    long end() {
        return end;
    }

    long number() {
        return number;
    }

    long size() {
        return size;
    }

    Path path() {
        return path;
    }

    void close() throws IOException {
        file.close();
    }
}
