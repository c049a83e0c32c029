package dev.holdfast.audit.record.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.internal.disk.DiskFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.event.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill can leave is read to the last whole frame; what only damage can leave is refused. */
class RecoveryTest {
    private static final int FRAMES = 4;

    private final SpoolFiles files = new DiskFiles();
    private final List<Integer> ends = new ArrayList<>();
    private byte[] whole = new byte[0];

    @TempDir
    private Path directory;

    private Path first() {
        return FileKind.SEGMENT.path(directory, 1);
    }

    /** One segment of four frames with two rows each. */
    @BeforeEach
    void write() throws IOException {
        Journal journal = journal(1 << 13);
        for (int i = 0; i < FRAMES; i++) {
            ends.add(i == 0 ? SegmentHeader.BYTES : ends.get(i - 1) + Frame.size(rows()));
            journal.append(rows());
        }
        journal.release();
        whole = Files.readAllBytes(first());
    }

    private Journal journal(int segmentBytes) {
        return new Journal(files, SpoolPolicy.in(directory).withSizes(segmentBytes, 1 << 20), Clock.systemUTC());
    }

    /** Rows of one size. */
    private static List<EventRow> rows() {
        RowEncoder encoder = new RowEncoder(Origin.SPOOL);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return IntStream.range(0, 2)
                .mapToObj(i -> encoder.encode(EventDoor.defaults()
                        .admit(SecurityEvent.builder(AuditFixture.idAt(now), now, AuditFixture.ACTION)
                                .build())))
                .toList();
    }

    private long recovered() {
        Recovery recovery = new Recovery(files);
        for (Segment segment : recovery.segments(directory, FileKind.SEGMENT)) {
            assertThatCode(segment::close).doesNotThrowAnyException();
        }
        return recovery.events();
    }

    @Test
    void segments_wholeFile_givesAllEvents() {
        assertThat(recovered()).isEqualTo(2 * FRAMES);
    }

    /** Pages reach the disk in any order: any part of the last frame may be missing, its head included. */
    @Test
    void segments_lastFrameTorn_givesAllButThat() throws IOException {
        int last = ends.get(FRAMES - 1);
        for (int at = last; at < last + Frame.size(rows()) - 8; at += 7) {
            byte[] torn = whole.clone();
            // All of it from here on, and all of it up to here.
            Arrays.fill(torn, at, whole.length, (byte) 0);
            Files.write(first(), torn);
            assertThat(recovered()).as("torn from byte %d", at).isEqualTo(2 * (FRAMES - 1));
            torn = whole.clone();
            Arrays.fill(torn, last, at + 1, (byte) 0);
            Files.write(first(), torn);
            assertThat(recovered()).as("torn up to byte %d", at).isEqualTo(2 * (FRAMES - 1));
        }
    }

    @Test
    void segments_anyByteBeforeTheLastFrameChanged_isRefused() throws IOException {
        for (int at = 0; at < ends.get(FRAMES - 1); at += 5) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(first(), damaged);
            if (isPadding(at)) {
                continue;
            }
            assertThatThrownBy(this::recovered).as("byte %d", at).isInstanceOf(SpoolException.class);
        }
    }

    /** The bytes behind a frame's body up to a multiple of eight hold nothing. */
    private boolean isPadding(int at) {
        int body = 16 + rows().stream().mapToInt(Frame::size).sum();
        return ends.stream().anyMatch(begin -> at >= begin + body && at < begin + Frame.size(rows()));
    }

    @Test
    void segments_framesSwapped_isRefused() throws IOException {
        byte[] swapped = whole.clone();
        int length = Frame.size(rows());
        System.arraycopy(whole, ends.get(1), swapped, ends.get(2), length);
        System.arraycopy(whole, ends.get(2), swapped, ends.get(1), length);
        Files.write(first(), swapped);
        assertThatThrownBy(this::recovered).isInstanceOf(SpoolException.class).hasMessageContaining("damaged at byte");
    }

    @Test
    void segments_tornFileWithASuccessor_isRefused() throws IOException {
        assertThat(three()).isPositive();
        byte[] torn = Files.readAllBytes(FileKind.SEGMENT.path(directory, 2));
        Arrays.fill(torn, SegmentHeader.BYTES, torn.length, (byte) 0);
        Files.write(FileKind.SEGMENT.path(directory, 2), torn);
        assertThatThrownBy(this::recovered).isInstanceOf(SpoolException.class).hasMessageContaining("damaged at byte");
    }

    @Test
    void segments_oneMissingInBetween_isRefused() throws IOException {
        assertThat(three()).isPositive();
        assertThat(recovered()).isGreaterThan(2 * FRAMES);
        Files.delete(FileKind.SEGMENT.path(directory, 2));
        assertThatThrownBy(this::recovered).isInstanceOf(SpoolException.class).hasMessageContaining("missing");
    }

    @Test
    void segments_oldestMissing_isTheUsualCase() throws IOException {
        int further = three();
        assertThat(recovered()).isEqualTo(2 * FRAMES + further);
        Files.delete(first());
        assertThat(recovered()).isEqualTo(further);
    }

    @Test
    void segments_unfinishedOrRenamedOrOfAnotherVersion_isRemovedOrRefused() throws IOException {
        Path unfinished = directory.resolve("0000000000000002.seg.tmp");
        Files.write(unfinished, new byte[100]);
        assertThat(recovered()).isEqualTo(2 * FRAMES);
        assertThat(unfinished).doesNotExist();

        Files.move(first(), FileKind.SEGMENT.path(directory, 7));
        assertThatThrownBy(this::recovered).isInstanceOf(SpoolException.class).hasMessageContaining("named");
        Files.delete(FileKind.SEGMENT.path(directory, 7));

        Files.write(first(), new byte[whole.length]);
        assertThatThrownBy(this::recovered).isInstanceOf(SpoolException.class).hasMessageContaining("HFSPOOL1");
        Files.write(first(), new byte[10]);
        assertThatThrownBy(this::recovered).isInstanceOf(SpoolException.class).hasMessageContaining("HFSPOOL1");
    }

    /** Goes on to a third segment, and gives how many events the second and third hold. */
    private int three() throws IOException {
        Journal journal = journal(4096);
        Recovery recovery = new Recovery(files);
        journal.adopt(recovery.segments(directory, FileKind.SEGMENT), List.of(), recovery.events());
        int events = 0;
        while (!Files.exists(FileKind.SEGMENT.path(directory, 3))) {
            journal.append(rows());
            events += 2;
        }
        journal.release();
        return events;
    }
}
