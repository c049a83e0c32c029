package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.record.Overflow;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.process.KillPoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A host that records in one mode until it is killed, and prints {@code sent} before and {@code acknowledged} after each
 * event, and {@code undone} for what it rolled back.
 */
public final class KillableHost {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Uuid7 ids = Uuid7.of(CLOCK);
    private final String mode;
    private final String actor;
    private final TransactionRunner runner;

    private KillableHost(String mode, String actor, TransactionRunner runner) {
        this.mode = mode;
        this.actor = actor;
        this.runner = runner;
    }

    /** Mode, name, JDBC address, user, password, directory of the spool. */
    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[2]);
        dataSource.setUser(arguments[3]);
        dataSource.setPassword(arguments[4]);
        TransactionRunner plain = TransactionRunner.over(dataSource);
        String mode = arguments[0];
        KillableHost host = new KillableHost(mode, arguments[1], work -> {
            plain.run(tx -> {
                work.accept(tx);
                KillPoint.reached(mode + " before-commit");
            });
            KillPoint.reached(mode + " after-commit");
        });
        host.run(Path.of(arguments[5]));
    }

    private void run(Path directory) {
        switch (mode) {
            case "transactional" -> appends(AuditLog.of(Namespace.defaults()), true);
            case "independent" -> appends(AuditSink.independent(runner, AuditLog.of(Namespace.defaults())), false);
            case "async" -> records(AsyncRecorder.start(RecorderHost.of(runner, CLOCK), policy()), () -> true);
            default -> spools(directory);
        }
    }

    private void spools(Path directory) {
        SpooledRecorder recorder = SpooledRecorder.open(
                RecorderHost.of(runner, CLOCK),
                policy(),
                SpoolPolicy.in(directory).withSizes(8192, 1 << 28),
                new KillableFiles());
        records(recorder, () -> recorder.status().waiting() < 100);
    }

    private static RecorderPolicy policy() {
        return RecorderPolicy.defaults().withBatchEvents(10).withOverflow(Overflow.block(Duration.ofMinutes(1)));
    }

    /** Every third act is rolled back: a joined event goes with it, an independent one stays. */
    private void appends(AuditSink sink, boolean joins) {
        for (int i = 0; ; i++) {
            SecurityEvent event = sent();
            boolean undone = i % 3 == 0;
            if (undone && joins) {
                System.out.println("undone " + event.id());
            }
            try {
                runner.run(tx -> {
                    sink.append(tx, event);
                    if (undone) {
                        throw new IllegalStateException("rolled back");
                    }
                });
            } catch (IllegalStateException rolledBack) {
                if (joins) {
                    continue;
                }
            }
            acknowledged(event.id());
        }
    }

    /** So fast that files are made and removed, and no faster than they are removed. */
    private void records(Recorder recorder, BooleanSupplier mayGoOn) {
        while (true) {
            while (!mayGoOn.getAsBoolean()) {
                LockSupport.parkNanos(500_000);
            }
            CompletionStage<Void> last = null;
            for (int i = 0; i < 40; i++) {
                last = recorder.record(sent()).thenAccept(this::acknowledged);
            }
            last.toCompletableFuture().join();
        }
    }

    private SecurityEvent sent() {
        SecurityEvent event = SecurityEvent.builder(ids.next(), CLOCK.instant(), AuditFixture.ACTION)
                .actor(Actor.user(actor))
                .build();
        System.out.println("sent " + event.id());
        return event;
    }

    private void acknowledged(UUID id) {
        System.out.println("acknowledged " + id);
        KillPoint.reached(mode + " after-acknowledgement");
    }
}
