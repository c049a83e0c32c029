package dev.holdfast.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A recorder is closed while its connection hangs in the driver, for a server that accepts and never answers. */
class RecordersStuckTest {
    private static final Duration DEADLINE = Duration.ofMillis(300);
    /** Far more than the deadline, far less than for ever: what the driver would wait. */
    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private final AuditFixture fixture = AuditFixture.create();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Silent before the connection is made, before the row is sent, and before the commit is answered. */
    @ParameterizedTest
    @ValueSource(strings = {"", "INSERT INTO holdfast.audit_event", "COMMIT"})
    void close_asyncRecorderStuck_returnsInTimeAndNamesEveryEvent(String word) throws Exception {
        try (SilentServer server = silent(word)) {
            AsyncRecorder recorder = AsyncRecorder.start(
                    host(server.dataSource()), RecorderPolicy.defaults().withBatchEvents(1));
            List<UUID> ids = new ArrayList<>();
            List<CompletableFuture<UUID>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                SecurityEvent event = fixture.event().build();
                ids.add(event.id());
                answers.add(recorder.record(event).toCompletableFuture());
                server.awaitSilence();
            }
            CloseReport report = assertTimeoutPreemptively(IN_TIME, () -> recorder.close(DEADLINE));
            assertThat(report).isEqualTo(new CloseReport(0, ids.subList(1, 5), ids.subList(0, 1), 0, 0));
            assertThat(answers)
                    .extracting(RecordersStuckTest::reason)
                    .containsExactly(Reason.IN_DOUBT, Reason.CLOSED, Reason.CLOSED, Reason.CLOSED, Reason.CLOSED);
        }
        assertThat(fixture.count()).as("nothing was committed").isZero();
    }

    /** More events than go in by INSERT. */
    @Test
    void close_asyncRecorderStuckInCopy_returnsInTimeAndNamesEveryEvent() throws Exception {
        try (SilentServer server = silent("COPY holdfast.audit_event")) {
            AsyncRecorder recorder = AsyncRecorder.start(
                    host(server.dataSource()), RecorderPolicy.defaults().withBatchEvents(10));
            Set<UUID> ids = new HashSet<>();
            // Ten at once as soon as ten wait, whatever the first batches were.
            while (server.isTalking()) {
                SecurityEvent event = fixture.event().build();
                ids.add(event.id());
                var unused = recorder.record(event);
            }
            CloseReport report = assertTimeoutPreemptively(IN_TIME, () -> recorder.close(DEADLINE));
            assertThat(report.inDoubt()).hasSizeGreaterThan(4).isSubsetOf(ids);
            assertThat(report.notRecorded()).isSubsetOf(ids).doesNotContainAnyElementsOf(report.inDoubt());
        }
    }

    @Test
    void close_spooledRecorderStuck_returnsInTimeAndEverythingIsInTheSpool(@TempDir Path folder) throws Exception {
        SpoolPolicy spool = SpoolPolicy.in(folder.resolve("spool"));
        try (SilentServer server = silent("holdfast.audit_event")) {
            SpooledRecorder recorder =
                    SpooledRecorder.open(host(server.dataSource()), RecorderPolicy.defaults(), spool);
            for (int i = 0; i < 5; i++) {
                UUID unused = recorder.record(fixture.event().build())
                        .toCompletableFuture()
                        .get();
            }
            server.awaitSilence();
            CloseReport report = assertTimeoutPreemptively(IN_TIME, () -> recorder.close(DEADLINE));
            assertThat(report).isEqualTo(new CloseReport(0, List.of(), List.of(), 5, 0));
            // The stuck thread is still there, and the directory is another's all the same.
            assertThat(SpooledRecorder.open(hostOfItsOwn(), RecorderPolicy.defaults(), spool)
                            .close(IN_TIME)
                            .isComplete())
                    .isTrue();
        }
        assertThat(fixture.count()).isEqualTo(5);
    }

    private SilentServer silent(String word) throws Exception {
        PGSimpleDataSource behind = new PGSimpleDataSource();
        behind.setUrl(fixture.database().jdbcUrl());
        behind.setUser(fixture.database().user());
        behind.setPassword(fixture.database().password());
        return new SilentServer(behind, word);
    }

    private RecorderHost hostOfItsOwn() {
        return RecorderHost.of(fixture.runner(), Clock.systemUTC());
    }

    private static RecorderHost host(PGSimpleDataSource dataSource) {
        return RecorderHost.of(TransactionRunner.over(dataSource), Clock.systemUTC());
    }

    private static Reason reason(CompletableFuture<UUID> answer) {
        assertThat(answer).isDone();
        try {
            UUID unused = answer.getNow(null);
            throw new AssertionError("not recorded");
        } catch (CompletionException e) {
            return ((NotRecordedException) e.getCause()).reason();
        }
    }
}
