package dev.holdfast.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.audit.anchor.AnchorReport.State;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditAnchorsTest {
    private static final int NODES = 3;

    @TempDir
    Path folder;

    private AnchoredLog log;

    @BeforeEach
    void open() throws SQLException {
        log = new AnchoredLog(folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void publish_nothingSealed_isUnsealed() {
        assertThat(log.audited().publish()).isInstanceOf(PublishResult.Unsealed.class);
        assertThat(log.audited().ask().known()).isEmpty();
    }

    @Test
    void publish_oneAnchorFails_isReportedWithItsLagAndHindersNoOther() throws SQLException {
        Switched switched = new Switched(log.anchors().get(0));
        log.anchors().set(0, switched);
        Instant first = log.fixture().clock().instant();
        log.growAndPublish(3);
        log.fixture().clock().advance(Duration.ofMinutes(1));
        switched.failure = () -> new AnchorException("file", "is on a disk that is full", null);
        SignedCheckpoint head = log.grow(4);
        for (int failures = 1; failures <= 2; failures++) {
            PublishResult.Lagging lagging =
                    (PublishResult.Lagging) log.audited().publish();
            assertThat(lagging.checkpoint()).isEqualTo(head);
            assertThat(lagging.anchors())
                    .containsExactly(
                            new AnchorReport(
                                    "file", State.FAILED, 3, first, failures, "anchor file is on a disk that is full"),
                            new AnchorReport(
                                    "second database",
                                    State.HELD,
                                    7,
                                    log.fixture().clock().instant(),
                                    0,
                                    null));
        }
        assertThat(log.audited().ask().silent()).containsOnlyKeys("file");
        assertThat(log.audited().ask().isComplete()).isFalse();
        switched.failure = () -> new IllegalStateException("password=hunter2");
        assertThat(((PublishResult.Lagging) log.audited().publish())
                        .anchors()
                        .get(0)
                        .problem())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("hunter2");
        switched.failure = null;
        assertThat(((PublishResult.Anchored) log.audited().publish()).anchors())
                .extracting(AnchorReport::size, AnchorReport::failures)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(7L, 0));
        assertThat(log.fixture().audit().database().queryStrings("select size from holdfast.audit_anchor"))
                .containsExactly("7", "7");
    }

    @Test
    void publish_anotherNodeWasFaster_isHeld() {
        CheckpointAnchor file = log.anchors().get(0);
        // Between reading the checkpoint and asking the anchor, another node seals and publishes.
        Switched late = new Switched(file);
        late.before = () -> {
            late.before = () -> {};
            log.grow(2);
            log.anchors().set(0, file);
            assertThat(log.audited().publish()).isInstanceOf(PublishResult.Anchored.class);
            log.anchors().set(0, late);
        };
        log.grow(3);
        log.anchors().set(0, late);
        assertThat(log.audited().publish())
                .isInstanceOfSatisfying(
                        PublishResult.Anchored.class,
                        all -> assertThat(all.anchors().get(0).size()).isEqualTo(5));
    }

    @Test
    void publish_severalNodesWhileOneSeals_areNeverContradicted() throws Exception {
        log.grow(1);
        ExecutorService threads = Executors.newFixedThreadPool(NODES + 1);
        try {
            int rounds = Rounds.of(20);
            CyclicBarrier barrier = new CyclicBarrier(NODES + 1);
            List<Future<Void>> nodes = new ArrayList<>();
            for (int node = 0; node <= NODES; node++) {
                boolean isSealer = node == 0;
                nodes.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        barrier.await();
                        if (isSealer) {
                            log.grow(1);
                        } else {
                            // Anchors of one process share their instances, as those of one node do.
                            assertThat(log.audited().publish()).isInstanceOf(PublishResult.Anchored.class);
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> node : nodes) {
                Object unused = node.get();
            }
        } finally {
            threads.shutdownNow();
        }
        SealProofs proofs =
                new SealProofs(Namespace.defaults(), log.fixture().signer().key());
        SignedCheckpoint newest =
                log.fixture().audit().runner().call(proofs::newest).orElseThrow();
        assertThat(log.audited().publish()).isInstanceOf(PublishResult.Anchored.class);
        assertThat(log.anchors())
                .allSatisfy(anchor -> assertThat(anchor.newest(Long.MAX_VALUE)).contains(newest));
    }

    @Test
    void anchors_twoOfOneName_areRefused() {
        log.anchors().add(log.anchors().get(0));
        assertThatIllegalArgumentException().isThrownBy(log::audited).withMessageContaining("names of their own");
    }

    /** An anchor that can be made to fail. */
    private static final class Switched implements CheckpointAnchor {
        private final CheckpointAnchor anchor;
        private volatile Supplier<RuntimeException> failure;
        private volatile Runnable before = () -> {};

        private Switched(CheckpointAnchor anchor) {
            this.anchor = anchor;
        }

        @Override
        public String name() {
            return anchor.name();
        }

        @Override
        public Optional<SignedCheckpoint> newest(long maxSize) {
            fail();
            return anchor.newest(maxSize);
        }

        @Override
        public AnchorResult publish(Growth growth) {
            fail();
            before.run();
            return anchor.publish(growth);
        }

        private void fail() {
            if (failure != null) {
                throw failure.get();
            }
        }
    }
}
