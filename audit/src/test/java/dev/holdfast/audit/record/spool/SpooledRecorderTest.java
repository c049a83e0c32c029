package dev.holdfast.audit.record.spool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.spool.FaultyFiles.Fault;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledRecorderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TransactionRunner UNREACHABLE = work -> {
        throw DatabaseException.of("no connection", new SQLException("connection refused", "08001"));
    };

    private final AuditFixture fixture = AuditFixture.create();
    private final FaultyFiles files = new FaultyFiles();

    @TempDir
    private Path parent;

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path directory() {
        return parent.resolve("spool");
    }

    private SpooledRecorder open(TransactionRunner runner) {
        // One event fills a fifth of a segment: a handful of events exercises every change of file.
        return open(runner, SpoolPolicy.in(directory()).withSizes(4096, 1 << 20));
    }

    private SpooledRecorder open(TransactionRunner runner, SpoolPolicy spool) {
        return SpooledRecorder.open(
                RecorderHost.of(runner, Clock.systemUTC()),
                RecorderPolicy.defaults().withBatchEvents(3),
                spool,
                files);
    }

    private SecurityEvent event() {
        return fixture.event().with("padding", "x".repeat(500)).build();
    }

    @CanIgnoreReturnValue
    private static UUID answer(CompletionStage<UUID> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }

    private static Reason reason(CompletionStage<UUID> stage) {
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> answer(stage));
        return ((NotRecordedException) failure.getCause()).reason();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> found = Files.list(directory())) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Fills a spool while the database is away. */
    private void fill(int events) throws Exception {
        SpooledRecorder recorder = open(UNREACHABLE);
        for (int i = 0; i < events; i++) {
            answer(recorder.record(event()));
        }
        assertThat(recorder.close(Duration.ofMillis(1)).inSpool()).isEqualTo(events);
    }

    private CloseReport drain() {
        return open(fixture.runner()).close(LONG);
    }

    @Test
    void record_databaseStuck_isAcknowledgedAndLaterInTheLogOnce() throws Exception {
        SpooledRecorder recorder = open(fixture.runner());
        try (Connection lock = fixture.database().connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE holdfast.audit_event IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < 20; i++) {
                answer(recorder.record(event()));
            }
            assertThat(recorder.status().waiting()).isEqualTo(20);
            lock.rollback();
        }
        assertThat(recorder.close(LONG).isComplete()).isTrue();
        assertThat(fixture.database().queryStrings("SELECT DISTINCT origin FROM holdfast.audit_event"))
                .containsExactly("SPOOL");
        assertThat(fixture.count()).isEqualTo(20);
        assertThat(left()).containsExactly("lock");
    }

    @Test
    void open_journalOfAnEarlierRun_isWrittenOnceAndRemoved() throws Exception {
        fill(15);
        assertThat(left()).hasSizeGreaterThan(3);
        assertThat(drain().isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(15);
        assertThat(left()).containsExactly("lock");
    }

    /** As after a kill between the commit and the removal: the files are replayed, and nothing is doubled. */
    @Test
    void open_filesInTheLogButNotRemoved_doublesNothing() throws Exception {
        files.begin(Fault.DELETE);
        SpooledRecorder recorder = open(fixture.runner());
        for (int i = 0; i < 15; i++) {
            answer(recorder.record(event()));
        }
        assertThat(recorder.close(LONG).isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(15);
        assertThat(left()).hasSizeGreaterThan(3);
        files.end(Fault.DELETE);
        assertThat(drain().isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(15);
        assertThat(left()).containsExactly("lock");
    }

    /** The event is evidence: it waits beside the journal until the log takes it. */
    @Test
    void record_logRefusesTheEvent_keepsItAndTriesAgainAtTheNextStart() throws Exception {
        Instant past = Instant.parse("2001-01-15T00:00:00Z");
        SpooledRecorder recorder = open(fixture.runner());
        answer(recorder.record(event()));
        answer(recorder.record(fixture.eventAt(past).build()));
        answer(recorder.record(event()));
        CloseReport report = recorder.close(LONG);
        assertThat(report.inSpool()).isEqualTo(1);
        assertThat(fixture.count()).isEqualTo(2);
        assertThat(left()).containsExactly("0000000000000001.refused", "lock");

        assertThat(drain().inSpool()).isEqualTo(1);
        assertThat(left()).containsExactly("0000000000000002.refused", "lock");

        fixture.partitions(Clock.systemUTC()).ensure(YearMonth.of(2001, 1), YearMonth.of(2001, 1));
        assertThat(drain().isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(3);
        assertThat(left()).containsExactly("lock");
    }

    /** The file made ahead is within the limit, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void record_spoolAtItsLimit_turnsAwayAndRecordsHowMany(int segments) throws Exception {
        long limit = segments * 4096L;
        SpooledRecorder recorder = open(UNREACHABLE, SpoolPolicy.in(directory()).withSizes(4096, limit));
        int kept = 0;
        while (recorder.record(event())
                .handle((id, failure) -> failure == null)
                .toCompletableFuture()
                .get(30, SECONDS)) {
            kept++;
            assertThat(recorder.status().bytes()).isLessThanOrEqualTo(limit);
        }
        assertThat(kept).isBetween(2 * segments, 6 * segments);
        assertThat(reason(recorder.record(event()))).isEqualTo(Reason.FULL);
        CloseReport report = recorder.close(Duration.ofMillis(1));
        assertThat(report.inSpool()).isEqualTo(kept);
        assertThat(report.droppedUntold()).isGreaterThanOrEqualTo(2);
    }

    /** The next file is there before it is needed, so that nobody waits for its making, and gone with the recorder. */
    @Test
    void record_segmentHalfFull_hasTheNextOneReady() throws Exception {
        SpooledRecorder recorder = open(UNREACHABLE);
        for (int i = 0; i < 3; i++) {
            answer(recorder.record(event()));
        }
        files.awaitBlanks(2);
        assertThat(recorder.status().bytes()).isEqualTo(2 * 4096);
        files.begin(Fault.BLANK);
        for (int i = 0; i < 5; i++) {
            answer(recorder.record(event()));
        }
        assertThat(left()).containsExactly("0000000000000001.seg", "0000000000000002.seg", "lock");
        // A try counts among the bytes, and there is one at a time: the next is made once the refused one has ended.
        while (recorder.status().bytes() > 2 * 4096) {
            Thread.onSpinWait();
        }
        files.end(Fault.BLANK);
        answer(recorder.record(event()));
        files.awaitBlanks(1);
        assertThat(recorder.close(Duration.ofMillis(1)).inSpool()).isEqualTo(9);
        assertThat(left()).doesNotContain("spare.tmp");
        assertThat(drain().isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(9);
    }

    /** Through the seam: a disk that is full needs no privilege to be had this way. */
    @ParameterizedTest
    @EnumSource(names = {"CREATE", "WRITE", "FORCE"})
    void record_diskRefuses_isAnsweredAndLosesNothingAcknowledged(Fault fault) throws Exception {
        SpooledRecorder recorder = open(UNREACHABLE);
        answer(recorder.record(event()));
        files.begin(fault);
        List<CompletionStage<UUID>> failing =
                Stream.generate(() -> recorder.record(event())).limit(5).toList();
        Reason expected = fault == Fault.CREATE ? Reason.SPOOL_FAILED : Reason.IN_DOUBT;
        CompletionStage<UUID> last = failing.get(4);
        assertThat(catchThrowableOfType(ExecutionException.class, () -> answer(last)))
                .hasMessageContaining("No space left on device");
        assertThat(failing).anyMatch(stage -> failed(stage) && reason(stage) == expected);
        long acknowledged = 1 + failing.stream().filter(stage -> !failed(stage)).count();
        files.end(fault);
        answer(recorder.record(event()));
        assertThat(recorder.close(Duration.ofMillis(1)).inSpool()).isEqualTo(acknowledged + 1);
        assertThat(drain().isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(acknowledged + 1);
    }

    private static boolean failed(CompletionStage<UUID> stage) {
        return stage.toCompletableFuture()
                .handle((id, failure) -> failure != null)
                .join();
    }

    @Test
    void open_directoryInUse_saysByWhom() {
        SpooledRecorder first = open(fixture.runner());
        assertThatThrownBy(() -> open(fixture.runner()))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
        assertThat(first.close(LONG).isComplete()).isTrue();
        assertThat(drain().isComplete()).isTrue();
    }

    @Test
    void open_directoryOpenToOthers_isRefused() throws IOException {
        Files.createDirectory(directory());
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(() -> open(fixture.runner()))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("chmod 700");
    }

    @Test
    void files_ofTheSpool_areTheOwnersAlone() throws Exception {
        fill(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        for (String name : left()) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory().resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    /** A directory that not even root can write to, since the tests may run as root. */
    @Test
    void open_directoryNotWritable_saysSo() throws IOException {
        for (Path unusable : List.of(Path.of("/proc/holdfast-spool"), Files.createFile(parent.resolve("file")))) {
            assertThatThrownBy(() -> open(fixture.runner(), SpoolPolicy.in(unusable)))
                    .isInstanceOfSatisfying(
                            SpoolException.class,
                            failure -> assertThat(failure.path()).isEqualTo(unusable));
        }
    }
}
