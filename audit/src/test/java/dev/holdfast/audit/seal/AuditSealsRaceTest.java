package dev.holdfast.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.SealResult.Busy;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AuditSealsRaceTest {
    private static final int WRITERS = 16;
    private static final int SEALERS = 2;

    @Test
    @Timeout(600)
    void seal_writersOfEveryKindAndTwoNodes_sealsEachCommittedEventOnce() throws Exception {
        int wanted = Rounds.of(60);
        try (SealFixture fixture = new SealFixture()) {
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS + SEALERS + 1);
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger batches = new AtomicInteger();
            BooleanSupplier goOn = () -> batches.get() < wanted;
            List<Future<Set<UUID>>> writers = new ArrayList<>();
            List<Future<?>> sealers = new ArrayList<>();
            try {
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    writers.add(threads.submit(() -> {
                        start.await();
                        return write(fixture, writer, goOn);
                    }));
                }
                for (int i = 0; i < SEALERS; i++) {
                    // Small batches, so that rounds are cut in the middle.
                    AuditSeals seals = fixture.seals(37);
                    sealers.add(threads.submit(() -> {
                        start.await();
                        while (goOn.getAsBoolean()) {
                            SealResult result = seals.seal();
                            assertThat(result).isInstanceOfAny(Sealed.class, Busy.class);
                            batches.addAndGet(result instanceof Sealed sealed && sealed.events() > 0 ? 1 : 0);
                        }
                        return null;
                    }));
                }
                sealers.add(threads.submit(() -> {
                    start.await();
                    SealVerifier verifier =
                            new SealVerifier(fixture.log(), fixture.signer().key());
                    while (goOn.getAsBoolean()) {
                        SealVerdict verdict = fixture.audit().runner().call(tx -> verifier.verify(tx, List.of()));
                        assertThat(verdict).as("of an untouched log").isNotInstanceOf(SealVerdict.Broken.class);
                    }
                    return null;
                }));
                start.countDown();
                Set<UUID> committed = new HashSet<>();
                for (Future<Set<UUID>> writer : writers) {
                    committed.addAll(writer.get());
                }
                for (Future<?> sealer : sealers) {
                    Object unused = sealer.get();
                }
                finish(fixture.seals(1000));
                assertThat(fixture.sealed()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(committed);
                assertThat(fixture.audit().count()).isEqualTo(committed.size());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void finish(AuditSeals seals) {
        Sealed last = SealFixture.done(seals.seal());
        while (last.more() || last.events() > 0) {
            last = SealFixture.done(seals.seal());
        }
    }

    /** Commits, rolls back, rolls back to savepoints, commits in two phases, and keeps some transactions open long. */
    private static Set<UUID> write(SealFixture fixture, int writer, BooleanSupplier goOn) throws SQLException {
        Set<UUID> committed = new HashSet<>();
        try (Connection connection = fixture.audit().database().connect();
                Connection patient = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            patient.setAutoCommit(false);
            Set<UUID> held = new HashSet<>();
            for (int i = 0; goOn.getAsBoolean(); i++) {
                if (i % 5 == writer % 5) {
                    held.add(fixture.append(patient));
                }
                committed.addAll(transact(fixture, connection, statement, writer + i));
                if (i % 25 == 24) {
                    patient.commit();
                    committed.addAll(held);
                    held.clear();
                }
            }
            patient.commit();
            committed.addAll(held);
        }
        return committed;
    }

    private static Set<UUID> transact(SealFixture fixture, Connection connection, Statement statement, int kind)
            throws SQLException {
        Set<UUID> written = new HashSet<>();
        connection.setAutoCommit(false);
        written.add(fixture.append(connection));
        switch (kind % 6) {
            case 0 -> {
                connection.rollback();
                return Set.of();
            }
            case 1 -> {
                statement.execute("savepoint s");
                UUID unused = fixture.append(connection);
                statement.execute("rollback to s");
                written.add(fixture.append(connection));
                connection.commit();
            }
            case 2 -> {
                statement.execute("savepoint s");
                written.add(fixture.append(connection));
                statement.execute("release s");
                connection.commit();
            }
            case 3 -> {
                String name = "'" + UUID.randomUUID() + "'";
                statement.execute("prepare transaction " + name);
                connection.setAutoCommit(true);
                boolean isKept = kind % 12 == 3;
                statement.execute((isKept ? "commit" : "rollback") + " prepared " + name);
                return isKept ? written : Set.of();
            }
            default -> connection.commit();
        }
        return written;
    }
}
