package dev.holdfast.audit.record.async;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.Overflow;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncRecorderTest {
    private final AuditFixture fixture = AuditFixture.create();

    @AfterEach
    void close() {
        fixture.close();
    }

    private AsyncRecorder start(RecorderPolicy policy) {
        return AsyncRecorder.start(RecorderHost.of(fixture.runner(), Clock.systemUTC()), policy);
    }

    /** One event in flight behind a lock, one waiting, and so no room. */
    private RecorderPolicy tiny(Overflow overflow) {
        return RecorderPolicy.defaults().withCapacity(1).withBatchEvents(1).withOverflow(overflow);
    }

    private Connection locked() throws SQLException {
        Connection connection = fixture.database().connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE holdfast.audit_event IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    /** Until the writer's batch waits for the lock. */
    private void awaitBlocked(int sessions) throws SQLException {
        String waiting =
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'holdfast.audit_event'::regclass";
        // Each look is a round trip to the server; ten thousand of them are more than it ever takes.
        for (int look = 0; fixture.database().queryLong(waiting) < sessions; look++) {
            assertThat(look).isLessThan(10_000);
        }
    }

    @CanIgnoreReturnValue
    private List<CompletionStage<UUID>> fill(AsyncRecorder recorder) throws SQLException {
        List<CompletionStage<UUID>> stages = new ArrayList<>();
        stages.add(recorder.record(fixture.event().build()));
        awaitBlocked(1);
        stages.add(recorder.record(fixture.event().build()));
        return stages;
    }

    private static UUID answer(CompletionStage<UUID> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }

    private static Reason reason(CompletionStage<UUID> stage) {
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> answer(stage));
        return ((NotRecordedException) failure.getCause()).reason();
    }

    private List<String> drops() throws SQLException {
        return fixture.database()
                .queryStrings("SELECT reason || ' ' || (metadata->>'count') FROM holdfast.audit_event"
                        + " WHERE action = 'audit_event.drop'");
    }

    @Test
    void record_stageCompletes_afterTheCommit() throws Exception {
        try (AsyncRecorder recorder = start(RecorderPolicy.defaults())) {
            SecurityEvent event = fixture.event().build();
            assertThat(answer(recorder.record(event))).isEqualTo(event.id());
            assertThat(fixture.count()).isEqualTo(1);
        }
    }

    /** A caller that could complete its own answer would be told what is not so. */
    @Test
    void record_stage_canBeCompletedByTheRecorderAlone() throws Exception {
        AsyncRecorder recorder = start(tiny(Overflow.reject()));
        try (Connection lock = locked()) {
            CompletionStage<UUID> stage = recorder.record(fixture.event().build());
            assertThat(stage.toCompletableFuture().complete(fixture.nextId())).isTrue();
            assertThat(stage.toCompletableFuture()).isNotDone();
            awaitBlocked(1);
            CompletionStage<UUID> waiting = recorder.record(fixture.event().build());
            List<Throwable> failures = new ArrayList<>();
            CompletionStage<UUID> unused =
                    recorder.record(fixture.event().build()).whenComplete((id, failure) -> failures.add(failure));
            assertThat(failures)
                    .hasOnlyElementsOfType(NotRecordedException.class)
                    .hasSize(1);
            lock.rollback();
            assertThat(answer(waiting)).isNotNull();
        }
        recorder.close();
    }

    @Test
    void close_eventsQueued_writesThemAll() throws Exception {
        AsyncRecorder recorder = start(RecorderPolicy.defaults().withBatchEvents(7));
        List<CompletionStage<UUID>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(recorder.record(fixture.event().build()));
        }
        assertThat(recorder.close(Duration.ofSeconds(30)).isComplete()).isTrue();
        assertThat(stages).allMatch(stage -> stage.toCompletableFuture().isDone());
        assertThat(fixture.count()).isEqualTo(100);
        assertThat(reason(recorder.record(fixture.event().build()))).isEqualTo(Reason.CLOSED);
        assertThat(fixture.count()).isEqualTo(100);
    }

    @Test
    void record_fullAndRejecting_isAnsweredCountedAndRecorded() throws Exception {
        AsyncRecorder recorder = start(tiny(Overflow.reject()));
        try (Connection lock = locked()) {
            List<CompletionStage<UUID>> taken = fill(recorder);
            for (int i = 0; i < 3; i++) {
                assertThat(reason(recorder.record(fixture.event().build()))).isEqualTo(Reason.FULL);
            }
            lock.rollback();
            assertThat(answer(taken.get(0))).isNotNull();
            assertThat(answer(taken.get(1))).isNotNull();
        }
        assertThat(recorder.close(Duration.ofSeconds(30)).isComplete()).isTrue();
        assertThat(drops()).containsExactly("recorder_full 3");
        assertThat(fixture.count()).isEqualTo(3);
    }

    @Test
    void record_fullAndBlocking_waitsForRoomAndThenGivesUp() throws Exception {
        AsyncRecorder recorder = start(tiny(Overflow.block(Duration.ofMillis(50))));
        try (Connection lock = locked()) {
            List<CompletionStage<UUID>> taken = fill(recorder);
            assertThat(reason(recorder.record(fixture.event().build()))).isEqualTo(Reason.FULL);
            Thread.currentThread().interrupt();
            assertThat(reason(recorder.record(fixture.event().build()))).isEqualTo(Reason.INTERRUPTED);
            assertThat(Thread.interrupted()).isTrue();
            lock.rollback();
            assertThat(answer(taken.get(1))).isNotNull();
            assertThat(answer(recorder.record(fixture.event().build()))).isNotNull();
        }
        recorder.close();
        assertThat(drops()).containsExactly("recorder_full 2");
    }

    @Test
    void record_fullAndRunInCaller_isDurableWhenItReturns() throws Exception {
        try (AsyncRecorder recorder = start(tiny(Overflow.runInCaller()));
                Connection lock = locked()) {
            fill(recorder);
            CompletableFuture<CompletionStage<UUID>> caller = CompletableFuture.supplyAsync(
                    () -> recorder.record(fixture.event().build()));
            awaitBlocked(2);
            assertThat(caller).isNotDone();
            lock.rollback();
            assertThat(caller.get(30, SECONDS).toCompletableFuture()).isDone();
        }
        assertThat(fixture.count()).isEqualTo(3);
        assertThat(drops()).isEmpty();
    }

    /** An action on a stage runs on the writer's thread: were it held up there, nothing would ever make room. */
    @Test
    void record_fromAStageOfAFullRecorder_isTurnedAwayAtOnce() throws Exception {
        AsyncRecorder recorder = start(tiny(Overflow.block(Duration.ofMinutes(10))));
        try (Connection lock = locked()) {
            List<CompletionStage<UUID>> taken = new ArrayList<>();
            taken.add(recorder.record(fixture.event().build()));
            CompletionStage<CompletionStage<UUID>> nested =
                    taken.get(0).thenApply(id -> recorder.record(fixture.event().build()));
            awaitBlocked(1);
            taken.add(recorder.record(fixture.event().build()));
            lock.rollback();
            assertThat(reason(nested.toCompletableFuture().get(30, SECONDS))).isEqualTo(Reason.FULL);
        }
        assertThat(recorder.close(Duration.ofSeconds(30)).isComplete()).isTrue();
    }

    @Test
    void close_databaseStuck_returnsAtTheDeadlineAndNamesWhatIsMissing() throws Exception {
        AsyncRecorder recorder = start(tiny(Overflow.reject()));
        SecurityEvent waiting = fixture.event().build();
        try (Connection lock = locked()) {
            CompletionStage<UUID> inFlight = recorder.record(fixture.event().build());
            awaitBlocked(1);
            CompletionStage<UUID> queued = recorder.record(waiting);
            assertThat(reason(recorder.record(fixture.event().build()))).isEqualTo(Reason.FULL);
            CloseReport report = recorder.close(Duration.ofMillis(100));
            assertThat(report.inDoubt()).hasSize(1);
            assertThat(report.notRecorded()).containsExactly(waiting.id());
            assertThat(report.droppedUntold()).isEqualTo(1);
            assertThat(report.isComplete()).isFalse();
            assertThat(reason(inFlight)).isEqualTo(Reason.IN_DOUBT);
            assertThat(reason(queued)).isEqualTo(Reason.CLOSED);
            lock.rollback();
        }
    }

    @Test
    void record_backendsEndedAgainAndAgain_losesAndDoublesNothing() throws Exception {
        try (AsyncRecorder recorder = start(RecorderPolicy.defaults().withBatchEvents(20))) {
            List<CompletionStage<UUID>> stages = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                stages.add(recorder.record(fixture.event().build()));
                if (i % 20 == 0) {
                    fixture.database()
                            .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                }
            }
            for (CompletionStage<UUID> stage : stages) {
                assertThat(answer(stage)).isNotNull();
            }
        }
        assertThat(fixture.count()).isEqualTo(400);
    }

    @Test
    void record_databaseGoneForLongerThanThePolicyTries_failsAndTakesTheNextOnes() throws Exception {
        RecorderPolicy impatient = RecorderPolicy.defaults().withRetryFor(Duration.ofMillis(50));
        try (AsyncRecorder recorder = start(impatient)) {
            fixture.database().execute("ALTER TABLE holdfast.audit_event RENAME TO gone");
            assertThat(reason(recorder.record(fixture.event().build()))).isEqualTo(Reason.UNREACHABLE);
            fixture.database().execute("ALTER TABLE holdfast.gone RENAME TO audit_event");
            assertThat(answer(recorder.record(fixture.event().build()))).isNotNull();
        }
    }

    @Test
    void sink_append_returnsAfterTheCommitAndThrowsWhatWasRefused() throws Exception {
        try (AsyncRecorder recorder = start(RecorderPolicy.defaults())) {
            AuditSink sink = recorder.sink(Duration.ofSeconds(30));
            fixture.runner().run(tx -> sink.append(tx, fixture.event().build()));
            assertThat(fixture.count()).isEqualTo(1);
            SecurityEvent old = fixture.eventAt(java.time.Instant.parse("2001-01-01T00:00:00Z"))
                    .build();
            assertThatThrownBy(() -> fixture.runner().run(tx -> sink.append(tx, old)))
                    .isInstanceOfSatisfying(
                            NotRecordedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining("no partition");
        }
    }
}
