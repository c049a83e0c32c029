package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what an earlier run left. The end of the last file may be torn, since nothing behind the last force was
 * acknowledged; anything else that is not whole is refused before a single event is replayed.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final SpoolFiles files;
    private long events;

    Recovery(SpoolFiles files) {
        this.files = files;
    }

    /** The files of one kind, oldest first, checked against one another. */
    List<Segment> segments(Path directory, FileKind kind) {
        List<Segment> segments = new ArrayList<>();
        try {
            removeUnfinished(directory);
            List<Path> paths = paths(directory, kind);
            for (int i = 0; i < paths.size(); i++) {
                Path next = i + 1 < paths.size() ? paths.get(i + 1) : null;
                segments.add(segment(paths.get(i), kind.isChained() ? next : null));
            }
            return segments;
        } catch (IOException e) {
            throw SpoolException.failed(directory, "cannot be read", e);
        }
    }

    /** How many events the files hold. */
    long events() {
        return events;
    }

    private Segment segment(Path path, @Nullable Path next) throws IOException {
        SpoolFile file = files.open(path);
        try {
            return segment(path, file, next);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    private Segment segment(Path path, SpoolFile file, @Nullable Path next) throws IOException {
        SegmentHeader header = header(path, file);
        requireName(path, header);
        if (next == null) {
            return Segment.found(path, header.number(), file, end(path, file, header.number(), Long.MAX_VALUE));
        }
        SegmentHeader successor;
        try (SpoolFile following = files.open(next)) {
            successor = header(next, following);
        }
        if (successor.number() != header.number() + 1) {
            throw SpoolException.of(
                    next, "must follow segment " + header.number() + ": what lay between is missing, recover it");
        }
        long end = end(path, file, header.number(), successor.previousEnd());
        if (end != successor.previousEnd()) {
            throw damaged(path, end);
        }
        return Segment.found(path, header.number(), file, end);
    }

    /** Where the whole frames end, at a limit at the latest. */
    private long end(Path path, SpoolFile file, long number, long limit) throws IOException {
        long at = SegmentHeader.BYTES;
        while (at < limit) {
            Frame frame = Frame.read(file, number, at);
            if (frame == null) {
                requireTornEnd(path, file, number, at, limit);
                return at;
            }
            events += frame.rows().size();
            at = frame.end();
        }
        return at;
    }

    private static void requireTornEnd(Path path, SpoolFile file, long number, long at, long limit) throws IOException {
        if (limit != Long.MAX_VALUE || Frame.isAnyBehind(file, number, at)) {
            throw damaged(path, at);
        }
        ByteBuffer marker = ByteBuffer.allocate(Long.BYTES);
        file.read(marker, at);
        if (marker.position() == Long.BYTES && marker.getLong(0) != 0) {
            LOG.warn("spool {} ends torn at byte {}: nothing behind it was acknowledged", path, at);
        }
    }

    private static SpoolException damaged(Path path, long at) {
        return SpoolException.of(
                path,
                "is damaged at byte " + at
                        + ", before frames that are whole: acknowledged events are in it, recover the"
                        + " disk, or move the file elsewhere and keep it as evidence");
    }

    private static SegmentHeader header(Path path, SpoolFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(bytes, 0);
        return SegmentHeader.read(path, bytes.flip());
    }

    private static void requireName(Path path, SegmentHeader header) {
        String name = String.valueOf(path.getFileName());
        if (!name.startsWith(FileKind.digits(header.number()) + ".")) {
            throw SpoolException.of(path, "must be named for its number, " + header.number() + ": rename it");
        }
    }

    private static List<Path> paths(Path directory, FileKind kind) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(kind::isName).sorted().toList();
        }
    }

    /** A file under such a name was never written to. */
    private void removeUnfinished(Path directory) throws IOException {
        List<Path> unfinished;
        try (Stream<Path> found = Files.list(directory)) {
            unfinished = found.filter(path -> path.toString().endsWith(SpoolFiles.UNFINISHED))
                    .toList();
        }
        for (Path path : unfinished) {
            files.delete(path);
        }
    }
}
