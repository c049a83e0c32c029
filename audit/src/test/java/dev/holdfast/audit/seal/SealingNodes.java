package dev.holdfast.audit.seal;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.process.KillPoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Two nodes that seal and three threads that write, until they are stopped or killed; a connection that ends is replaced.
 *
 * <p>What happens is told line by line: {@code committed} after a commit was answered, {@code undone} before something that
 * will never be committed is undone, {@code sealed} after each batch.
 */
final class SealingNodes {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int SEALERS = 2;
    private static final int WRITERS = 3;

    private final Uuid7 ids = Uuid7.of(CLOCK);
    private final AuditLog log = AuditLog.of(Namespace.defaults());
    private final DataSource dataSource;
    private final Consumer<String> told;
    private final ExecutorService threads = Executors.newFixedThreadPool(SEALERS + WRITERS);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    private SealingNodes(DataSource dataSource, Consumer<String> told) {
        this.dataSource = dataSource;
        this.told = told;
    }

    static SealingNodes start(DataSource dataSource, NoteSigner signer, Consumer<String> told) {
        SealingNodes nodes = new SealingNodes(dataSource, told);
        for (int i = 0; i < SEALERS; i++) {
            nodes.running.add(nodes.threads.submit(() -> nodes.seal(signer)));
        }
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            nodes.running.add(nodes.threads.submit(() -> nodes.write(writer)));
        }
        return nodes;
    }

    private void seal(NoteSigner signer) {
        TransactionRunner plain = TransactionRunner.over(dataSource);
        TransactionRunner runner = work -> {
            plain.run(tx -> {
                work.accept(tx);
                KillPoint.reached("seal before-commit");
            });
            KillPoint.reached("seal after-commit");
        };
        // Small batches, so that rounds are cut in the middle.
        SealPolicy policy = SealPolicy.defaults().withBatchSize(11);
        AuditSeals seals =
                new AuditSeals(runner, new SealedLog(Namespace.defaults(), CLOCK, policy), new KillableSigner(signer));
        while (!stopped) {
            try {
                told.accept(
                        seals.seal().fold(batch -> "sealed " + batch.events(), () -> "busy", SealingNodes::refused));
                LockSupport.parkNanos(1_000_000);
            } catch (DatabaseException down) {
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static String refused(SealResult.Reason reason) {
        throw new IllegalStateException("an untouched log was refused as " + reason);
    }

    /** Between the writing of leaves and tiles, and that of the checkpoint. */
    private record KillableSigner(NoteSigner signer) implements NoteSigner {
        @Override
        public NoteKey key() {
            return signer.key();
        }

        @Override
        public byte[] sign(byte[] message) {
            KillPoint.reached("seal before-checkpoint");
            return signer.sign(message);
        }
    }

    private void write(int writer) {
        int kind = writer;
        while (!stopped) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                while (!stopped) {
                    transact(connection, statement, kind++);
                    // No faster than the verification after the kill can be.
                    LockSupport.parkNanos(3_000_000);
                }
            } catch (SQLException | DatabaseException down) {
                kind++;
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private void transact(Connection connection, Statement statement, int kind) throws SQLException {
        connection.setAutoCommit(false);
        switch (kind % 5) {
            case 0 -> {
                UUID unused = undone(connection);
                connection.rollback();
            }
            case 1 -> {
                UUID kept = append(connection);
                statement.execute("savepoint s");
                UUID unused = undone(connection);
                statement.execute("rollback to s");
                commit(connection, kept);
            }
            case 2 -> prepare(connection, statement, true);
            case 3 -> prepare(connection, statement, false);
            default -> commit(connection, append(connection));
        }
    }

    /** What is left prepared by a kill tells by its name what is to become of it. */
    private void prepare(Connection connection, Statement statement, boolean isKept) throws SQLException {
        UUID id = isKept ? append(connection) : undone(connection);
        String name = "'" + (isKept ? "keep-" : "drop-") + id + "'";
        statement.execute("prepare transaction " + name);
        KillPoint.reached("write prepared");
        connection.setAutoCommit(true);
        statement.execute((isKept ? "commit" : "rollback") + " prepared " + name);
        if (isKept) {
            told.accept("committed " + id);
        }
    }

    private void commit(Connection connection, UUID id) throws SQLException {
        KillPoint.reached("write before-commit");
        connection.commit();
        told.accept("committed " + id);
    }

    private UUID undone(Connection connection) {
        SecurityEvent event = event();
        told.accept("undone " + event.id());
        log.append(DSL.using(connection, SQLDialect.POSTGRES), event);
        return event.id();
    }

    private UUID append(Connection connection) {
        SecurityEvent event = event();
        log.append(DSL.using(connection, SQLDialect.POSTGRES), event);
        return event.id();
    }

    private SecurityEvent event() {
        return SecurityEvent.builder(ids.next(), CLOCK.instant(), AuditFixture.ACTION)
                .build();
    }

    /** Lets every thread finish; throws what one ended with before its time. */
    void stop() throws InterruptedException, ExecutionException, TimeoutException {
        stopped = true;
        try {
            for (Future<?> each : running) {
                Object unused = each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
