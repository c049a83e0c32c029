package dev.holdfast.audit.record;

import static dev.holdfast.audit.record.Answers.answer;
import static dev.holdfast.audit.record.Answers.failure;
import static dev.holdfast.audit.record.Answers.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers rely on in a {@link Recorder}; a host extends it for one of its own, or for one that it puts around ours. */
public abstract class RecorderContract {
    private static final int THREADS = 8;
    private static final int EVENTS = 40;
    private static final int MANY = 2_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Uuid7 ids = Uuid7.of(Clock.systemUTC());
    private final List<Recorder> started = new ArrayList<>();

    /**
     * Starts a recorder with room for a thousand events, over an empty log. The contract closes it.
     *
     * @return the recorder
     */
    protected abstract Recorder recorder();

    /**
     * Starts a recorder that holds as few events as it can and turns away what is more at once, over an empty log.
     *
     * @return the recorder
     */
    protected abstract Recorder crowded();

    /**
     * What is in the log, events that tell of others turned away left out.
     *
     * @return the id of each row
     * @throws Exception when it cannot be read
     */
    protected abstract List<UUID> logged() throws Exception;

    /**
     * Whether an event would outlive this process: it is in the log, or where the recorder keeps what it has acknowledged.
     *
     * @param id the event
     * @return whether it is durable now
     * @throws Exception when it cannot be found out
     */
    protected abstract boolean isDurable(UUID id) throws Exception;

    /**
     * How many events were turned away, as the log tells.
     *
     * @return the sum over its events {@code audit_event.drop}
     * @throws Exception when it cannot be read
     */
    protected abstract long told() throws Exception;

    /** Closes what a test has started; called first by a child whose log goes with the test. */
    @AfterEach
    protected final void closeRecorders() {
        started.forEach(recorder -> {
            CloseReport unused = recorder.close(LONG);
        });
        started.clear();
    }

    @Test
    void record_acknowledged_isDurableUnderItsId() throws Exception {
        Recorder recorder = started(recorder());
        for (int i = 0; i < EVENTS; i++) {
            SecurityEvent event = event();
            assertThat(answer(recorder.record(event))).isEqualTo(event.id());
            assertThat(isDurable(event.id())).as("acknowledged and durable").isTrue();
        }
    }

    @Test
    void record_manyThreads_eachIsAnsweredByItselfAndKeptOnce() throws Exception {
        Recorder recorder = started(recorder());
        List<SecurityEvent> events =
                Stream.generate(this::event).limit(THREADS * EVENTS).toList();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<CompletionStage<UUID>>> stages = new ArrayList<>();
            events.forEach(event -> stages.add(pool.submit(() -> recorder.record(event))));
            for (int i = 0; i < events.size(); i++) {
                assertThat(answer(stages.get(i).get())).isEqualTo(events.get(i).id());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(recorder.close(LONG).isComplete()).isTrue();
        assertThat(logged())
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(SecurityEvent::id).toList());
    }

    /** What a caller does whose event is in doubt. */
    @Test
    void record_sameEventAgain_isKeptOnce() throws Exception {
        Recorder recorder = started(recorder());
        SecurityEvent event = event();
        CompletionStage<UUID> once = recorder.record(event);
        CompletionStage<UUID> again = recorder.record(event);
        assertThat(answer(once)).isEqualTo(event.id());
        assertThat(answer(again)).isEqualTo(event.id());
        assertThat(answer(recorder.record(event))).isEqualTo(event.id());
        assertThat(recorder.close(LONG).isComplete()).isTrue();
        assertThat(logged()).containsExactly(event.id());
    }

    @Test
    void record_stageCompletedByItsCaller_isStillAnsweredByTheRecorder() {
        SecurityEvent event = event();
        CompletionStage<UUID> stage = started(recorder()).record(event);
        boolean unused = stage.toCompletableFuture().completeExceptionally(new IllegalStateException("another's word"));
        assertThatCode(() -> assertThat(answer(stage)).isEqualTo(event.id())).doesNotThrowAnyException();
    }

    @Test
    void record_moreThanThereIsRoomFor_isAnsweredAndTold() throws Exception {
        Recorder recorder = started(crowded());
        Map<UUID, CompletionStage<UUID>> stages = recorded(recorder, MANY);
        CloseReport report = recorder.close(LONG);
        Map<UUID, NotRecordedException> failed = failures(stages);
        assertThat(failed.values())
                .as("turned away of " + MANY + "; crowded() must hold few")
                .isNotEmpty()
                .allMatch(failure -> failure.reason() == Reason.FULL);
        assertThat(told() + report.droppedUntold()).as("told").isEqualTo(failed.size());
        stages.keySet().removeAll(failed.keySet());
        assertThat(logged()).containsExactlyInAnyOrderElementsOf(stages.keySet());
    }

    @Test
    void close_noTime_answersEachAndReportsIt() {
        Recorder recorder = started(recorder());
        Map<UUID, CompletionStage<UUID>> stages = recorded(recorder, THREADS * EVENTS);
        CloseReport report = recorder.close(Duration.ZERO);
        assertThat(stages.values())
                .as("answered")
                .allMatch(stage -> stage.toCompletableFuture().isDone());
        List<UUID> notRecorded = new ArrayList<>();
        List<UUID> inDoubt = new ArrayList<>();
        failures(stages)
                .forEach((id, failure) -> (failure.reason() == Reason.IN_DOUBT ? inDoubt : notRecorded).add(id));
        assertThat(report.notRecorded()).containsExactlyInAnyOrderElementsOf(notRecorded);
        assertThat(report.inDoubt()).containsExactlyInAnyOrderElementsOf(inDoubt);
    }

    @Test
    void close_again_reportsNothingMore() throws Exception {
        Recorder recorder = started(recorder());
        UUID id = answer(recorder.record(event()));
        assertThat(recorder.close(LONG).isComplete()).isTrue();
        assertThatCode(() -> {
                    assertThat(recorder.close(LONG).isComplete()).isTrue();
                    recorder.close();
                })
                .doesNotThrowAnyException();
        assertThat(logged()).containsExactly(id);
    }

    @Test
    void record_afterTheClose_isRefusedOnItsStageUnwrapped() throws Exception {
        Recorder recorder = started(recorder());
        CloseReport unused = recorder.close(LONG);
        SecurityEvent event = event();
        assertThatCode(() -> assertThat(failure(recorder.record(event)))
                        .isInstanceOfSatisfying(NotRecordedException.class, refused -> {
                            assertThat(refused.reason()).isEqualTo(Reason.CLOSED);
                            assertThat(refused.eventId()).isEqualTo(event.id());
                        }))
                .doesNotThrowAnyException();
        assertThat(isDurable(event.id())).isFalse();
    }

    /** A context without a connection: whatever runs on it fails. */
    @Test
    void sink_append_returnsWhenDurableAndLeavesTheCallersTransactionAlone() throws Exception {
        AuditSink sink = started(recorder()).sink(LONG);
        DSLContext unconnected = DSL.using(SQLDialect.POSTGRES);
        SecurityEvent event = event();
        assertThatCode(() -> sink.append(unconnected, event)).doesNotThrowAnyException();
        assertThat(isDurable(event.id())).as("returned and durable").isTrue();
    }

    @Test
    void sink_afterTheClose_throwsWhy() {
        Recorder recorder = started(recorder());
        AuditSink sink = recorder.sink(LONG);
        CloseReport unused = recorder.close(LONG);
        SecurityEvent event = event();
        Throwable thrown = catchThrowable(() -> sink.append(DSL.using(SQLDialect.POSTGRES), event));
        assertThat(thrown).isInstanceOfSatisfying(NotRecordedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.CLOSED);
            assertThat(refused.eventId()).isEqualTo(event.id());
        });
    }

    private Recorder started(Recorder recorder) {
        started.add(recorder);
        return recorder;
    }

    private SecurityEvent event() {
        return SecurityEvent.builder(ids.next(), Clock.systemUTC().instant(), Action.of("contract.record"))
                .build();
    }

    private Map<UUID, CompletionStage<UUID>> recorded(Recorder recorder, int events) {
        Map<UUID, CompletionStage<UUID>> stages = new LinkedHashMap<>();
        for (int i = 0; i < events; i++) {
            SecurityEvent event = event();
            stages.put(event.id(), recorder.record(event));
        }
        return stages;
    }
}
