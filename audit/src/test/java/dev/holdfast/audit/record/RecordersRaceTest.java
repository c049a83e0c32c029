package dev.holdfast.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers on a recorder that is always full, and one that closes under them: every event has one true answer. */
class RecordersRaceTest {
    private static final int CALLERS = 24;
    private static final int EVENTS = 30;

    private final AuditFixture fixture = AuditFixture.create();
    private final Set<UUID> kept = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @TempDir
    private Path folder;

    private final HikariDataSource pool = pool();

    /** As a host has one: what it hands out is a wrapper that unwraps. */
    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(fixture.database().dataSource());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        pool.close();
        fixture.close();
    }

    private Recorder async(Overflow overflow) {
        return AsyncRecorder.start(host(), saturated(overflow));
    }

    private Recorder spooled(Overflow overflow, int round) {
        return SpooledRecorder.open(host(), saturated(overflow), SpoolPolicy.in(folder.resolve("spool" + round)));
    }

    private RecorderHost host() {
        return RecorderHost.of(TransactionRunner.over(pool), Clock.systemUTC());
    }

    private static RecorderPolicy saturated(Overflow overflow) {
        return RecorderPolicy.defaults().withCapacity(8).withBatchEvents(4).withOverflow(overflow);
    }

    @Test
    void record_rejectingUnderSaturation_answersTrulyAndCountsTheRest() throws Exception {
        race(async(Overflow.reject()), CALLERS);
        assertThat(turnedAway).hasPositiveValue();
        assertLogAgrees(turnedAway.get());
        race(spooled(Overflow.reject(), 0), CALLERS);
        assertLogAgrees(turnedAway.get());
    }

    @Test
    void record_blockingUnderSaturation_keepsAll() throws Exception {
        race(async(Overflow.block(Duration.ofMinutes(1))), CALLERS);
        race(spooled(Overflow.block(Duration.ofMinutes(1)), 0), CALLERS);
        assertThat(kept).hasSize(2 * CALLERS * EVENTS);
        assertLogAgrees(0);
    }

    @Test
    void record_runningInCallerUnderSaturation_keepsAll() throws Exception {
        race(async(Overflow.runInCaller()), CALLERS);
        race(spooled(Overflow.runInCaller(), 0), CALLERS);
        assertThat(kept).hasSize(2 * CALLERS * EVENTS);
        assertLogAgrees(0);
    }

    /** The one place where an event could slip between the last batch and the end. */
    @Test
    void close_amongCallers_leavesNoEventWithoutAnAnswer() throws Exception {
        for (int round = 0; round < Rounds.of(200); round++) {
            race(round % 2 == 0 ? async(Overflow.reject()) : spooled(Overflow.block(Duration.ofMinutes(1)), round), 1);
        }
        assertLogAgrees(turnedAway.get());
    }

    /** Closes as soon as so many callers have handed in what they have. */
    private void race(Recorder recorder, int before) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            List<Future<List<CompletionStage<UUID>>>> callers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> threads.submit(caller(recorder, start)))
                    .toList();
            for (int i = 0; i < before; i++) {
                callers.get(i).get(60, TimeUnit.SECONDS);
            }
            CloseReport report = recorder.close(Duration.ofSeconds(60));
            assertThat(report.isComplete()).as("%s", report).isTrue();
            for (Future<List<CompletionStage<UUID>>> caller : callers) {
                for (CompletionStage<UUID> answer : caller.get(60, TimeUnit.SECONDS)) {
                    count(answer);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<List<CompletionStage<UUID>>> caller(Recorder recorder, CyclicBarrier start) {
        return () -> {
            List<CompletionStage<UUID>> answers = new ArrayList<>();
            start.await(60, TimeUnit.SECONDS);
            for (int i = 0; i < EVENTS; i++) {
                SecurityEvent event = fixture.event().build();
                answers.add(recorder.record(event));
            }
            return answers;
        };
    }

    /** Closed and complete: no answer is outstanding. */
    private void count(CompletionStage<UUID> stage) {
        assertThat(stage.toCompletableFuture()).isDone();
        stage.whenComplete((id, failure) -> {
            if (failure == null) {
                kept.add(id);
            } else {
                NotRecordedException.Reason reason = ((NotRecordedException) failure).reason();
                (reason == NotRecordedException.Reason.FULL ? turnedAway : closed).incrementAndGet();
                assertThat(reason).isIn(NotRecordedException.Reason.FULL, NotRecordedException.Reason.CLOSED);
            }
        });
    }

    /** The log holds what was acknowledged, nothing else, and tells how many were turned away. */
    private void assertLogAgrees(int dropped) throws SQLException {
        List<String> stored = fixture.database()
                .queryStrings("SELECT id::text FROM holdfast.audit_event WHERE action <> 'audit_event.drop'");
        assertThat(new HashSet<>(stored)).hasSameSizeAs(stored);
        assertThat(stored).hasSameSizeAs(kept);
        assertThat(new HashSet<>(stored.stream().map(UUID::fromString).toList()))
                .isEqualTo(kept);
        assertThat(fixture.database()
                        .queryLong("SELECT coalesce(sum((metadata->>'count')::int), 0) FROM holdfast.audit_event"
                                + " WHERE action = 'audit_event.drop'"))
                .isEqualTo(dropped);
    }
}
