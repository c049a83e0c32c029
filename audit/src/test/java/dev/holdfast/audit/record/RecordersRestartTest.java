package dev.holdfast.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.AuditSchema;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.ServerOptions;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed, stopped, and its sessions are ended, while events are recorded in all four modes at once: what was
 * acknowledged is in the log, once, and the recorders need no help to go on.
 */
class RecordersRestartTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Uuid7 ids = Uuid7.of(CLOCK);
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<Mode, Semaphore> acknowledgements = new EnumMap<>(Mode.class);
    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    private enum Mode {
        TRANSACTIONAL,
        INDEPENDENT,
        ASYNC,
        SPOOLED
    }

    RecordersRestartTest() {
        for (Mode mode : Mode.values()) {
            acknowledgements.put(mode, new Semaphore(0));
        }
    }

    /** As a host has one; it finds out by itself that its connections are gone. */
    private static HikariDataSource pool(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(6);
        config.setConnectionTimeout(2000);
        return new HikariDataSource(config);
    }

    private SecurityEvent event() {
        SecurityEvent event = SecurityEvent.builder(ids.next(), CLOCK.instant(), AuditFixture.ACTION)
                .build();
        sent.add(event.id());
        return event;
    }

    @Test
    void server_goesDownAgainAndAgain_losesNothingAcknowledgedAndDoublesNothing() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(ServerOptions.durable());
                TestDatabase database = server.createDatabase();
                HikariDataSource pool = pool(database)) {
            database.execute(AuditSchema.module().ddl(Namespace.defaults()));
            TransactionRunner runner = TransactionRunner.over(pool);
            new AuditPartitions(runner, Namespace.defaults(), PartitionPolicy.defaults(), CLOCK).ensureAhead();
            RecorderHost host = RecorderHost.of(runner, CLOCK);
            RecorderPolicy policy = RecorderPolicy.defaults();
            List<Long> recoveries;
            CloseReport async;
            CloseReport spooled;
            AsyncRecorder background = AsyncRecorder.start(host, policy);
            SpooledRecorder spool = SpooledRecorder.open(host, policy, SpoolPolicy.in(folder.resolve("spool")));
            try {
                recoveries = disturb(
                        server,
                        database,
                        List.of(
                                () -> joined(runner),
                                () -> independent(runner),
                                () -> taken(Mode.ASYNC, background),
                                () -> taken(Mode.SPOOLED, spool)));
            } finally {
                async = background.close(Duration.ofSeconds(30));
                spooled = spool.close(Duration.ofSeconds(30));
            }
            assertThat(async.isComplete()).as("%s", async).isTrue();
            assertThat(spooled.isComplete()).as("%s", spooled).isTrue();
            assertStored(database);
            System.out.println("recorded " + acknowledged.size() + " events over " + recoveries.size()
                    + " disturbances; acknowledged in every mode again after " + recoveries + " ms");
        }
    }

    private void assertStored(TestDatabase database) throws SQLException {
        List<String> rows = database.queryStrings("SELECT id::text FROM holdfast.audit_event");
        Set<UUID> stored = new HashSet<>(rows.stream().map(UUID::fromString).toList());
        assertThat(stored).hasSameSizeAs(rows);
        Set<UUID> lost = new HashSet<>(acknowledged);
        lost.removeAll(stored);
        assertThat(lost).isEmpty();
        stored.removeAll(sent);
        assertThat(stored).isEmpty();
    }

    /** One kind of work a thread, over and over, while the server is disturbed. */
    private List<Long> disturb(EmbeddedPostgres server, TestDatabase database, List<Runnable> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        CountDownLatch over = new CountDownLatch(1);
        List<Long> recoveries = new ArrayList<>();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable each : work) {
                running.add(threads.submit(() -> {
                    while (over.getCount() > 0) {
                        each.run();
                    }
                }));
            }
            int rounds = Math.max(2, Rounds.of(240) / 4);
            for (int round = 0; round < rounds; round++) {
                awaitMore(20);
                disturb(server, database, round);
                long start = System.nanoTime();
                awaitMore(1);
                recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            over.countDown();
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
            return recoveries;
        } finally {
            over.countDown();
            threads.shutdownNow();
        }
    }

    private static void disturb(EmbeddedPostgres server, TestDatabase database, int round) throws SQLException {
        switch (round % 3) {
            case 0 -> {
                server.kill();
                server.restart();
            }
            case 1 ->
                database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            default -> {
                server.stopImmediately();
                server.restart();
            }
        }
    }

    /** Bounded: a recorder that never comes back fails the test. */
    private void awaitMore(int events) throws InterruptedException {
        for (Semaphore each : acknowledgements.values()) {
            int unused = each.drainPermits();
        }
        for (Mode mode : Mode.values()) {
            assertThat(acknowledgements.get(mode).tryAcquire(events, 60, TimeUnit.SECONDS))
                    .as("%s goes on", mode)
                    .isTrue();
        }
    }

    private void acknowledge(Mode mode, UUID id) {
        acknowledged.add(id);
        acknowledgements.get(mode).release();
    }

    private void joined(TransactionRunner runner) {
        SecurityEvent event = event();
        try {
            runner.run(tx -> AuditLog.of(Namespace.defaults()).append(tx, event));
            acknowledge(Mode.TRANSACTIONAL, event.id());
        } catch (DatabaseException down) {
            assertThat(down.sqlState()).isPresent();
        }
    }

    private void independent(TransactionRunner runner) {
        SecurityEvent event = event();
        try {
            runner.run(tx -> {
                AuditSink.independent(runner, AuditLog.of(Namespace.defaults())).append(tx, event);
                acknowledge(Mode.INDEPENDENT, event.id());
                throw new IllegalStateException("the act is undone");
            });
        } catch (IllegalStateException | DatabaseException undone) {
            assertThat(undone.getMessage()).isNotEmpty();
        }
    }

    private void taken(Mode mode, Recorder recorder) {
        acknowledge(mode, recorder.record(event()).toCompletableFuture().join());
    }
}
