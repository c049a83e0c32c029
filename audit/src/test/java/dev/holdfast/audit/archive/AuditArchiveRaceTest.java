package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.ArchiveResult.Busy;
import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Intact;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes archive at once, while the log is verified: a month is dropped once, and nobody is accused. */
class AuditArchiveRaceTest {
    private static final int NODES = 4;

    @TempDir
    private Path directory;

    @Test
    void run_severalNodesAndAVerifier_dropEachMonthOnceAndAccuseNobody() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(NODES + 1);
        try (ArchiveFixture fixture = new ArchiveFixture(directory).filled()) {
            // Each round is a whole month on its way, and back.
            int rounds = Math.max(1, Rounds.of(40) / 4);
            for (int round = 0; round < rounds; round++) {
                CyclicBarrier start = new CyclicBarrier(NODES + 1);
                List<Future<List<ArchiveResult>>> nodes = new ArrayList<>();
                for (int node = 0; node < NODES; node++) {
                    nodes.add(threads.submit(() -> {
                        start.await();
                        return fixture.archive().run();
                    }));
                }
                Future<SealVerdict> verifier = threads.submit(() -> {
                    start.await();
                    return fixture.verdict();
                });
                long dropped = 0;
                for (Future<List<ArchiveResult>> node : nodes) {
                    dropped += node.get().stream()
                            .peek(this::isFair)
                            .filter(this::isDropped)
                            .count();
                }
                assertThat(verifier.get()).isNotInstanceOf(SealVerdict.Broken.class);
                finish(fixture);
                assertThat(dropped).as("by whom they were dropped").isLessThanOrEqualTo(2);
                assertThat(fixture.archive().bringBack(fixture.month())).isInstanceOf(Moved.class);
                assertThat(fixture.archive().release(fixture.month())).isInstanceOf(Moved.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void isFair(ArchiveResult result) {
        assertThat(result)
                .satisfiesAnyOf(
                        any -> assertThat(any).isInstanceOfAny(Moved.class, Busy.class),
                        any -> assertThat(any)
                                .isInstanceOfSatisfying(
                                        Stopped.class,
                                        stop -> assertThat(stop.reason()).isEqualTo(Reason.LOCKED)));
    }

    private boolean isDropped(ArchiveResult result) {
        return result instanceof Moved moved && moved.state() == ArchiveState.DROPPED;
    }

    /** What one node left to another that was waiting for it. */
    private static void finish(ArchiveFixture fixture) throws SQLException {
        fixture.run();
        assertThat(List.of(fixture.state(fixture.month()), fixture.state(fixture.next())))
                .containsOnly("DROPPED");
        assertThat(List.of(fixture.rows(fixture.month()), fixture.rows(fixture.next())))
                .containsOnly(0L);
        assertThat(fixture.archived(fixture.month())).isInstanceOf(Intact.class);
        assertThat(fixture.verdict()).isNotInstanceOf(SealVerdict.Broken.class);
    }
}
