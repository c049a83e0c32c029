package dev.holdfast.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.anchor.AnchorResult.Held;
import dev.holdfast.audit.anchor.AnchorResult.Reason;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log relies on in a {@link CheckpointAnchor}; a host extends it for an anchor of its own. */
public abstract class CheckpointAnchorContract {
    private static final int THREADS = 8;

    private GrowingLog log;
    private CheckpointAnchor anchor;

    /**
     * The anchor to check: at the first call of a test an empty one, at the next call the same place opened again.
     *
     * @param key the log's public key
     */
    protected abstract CheckpointAnchor anchor(NoteKey key);

    @BeforeEach
    void open() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        log = GrowingLog.of(NoteSigner.of(NoteKey.of("example.com/contract", pair.getPublic()), pair.getPrivate()));
        anchor = anchor(log.signer().key());
    }

    @Test
    void name_atEachCall_isTheSame() {
        assertThat(anchor.name()).isNotBlank().isEqualTo(anchor.name()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void newest_grownLog_isTheLargestOfAtMostASize() {
        assertThat(anchor.newest(Long.MAX_VALUE)).isEmpty();
        for (long size : new long[] {0, 3, 256, 300}) {
            assertHeld(anchor.publish(log.growth(size)), log.head(1, size).checkpoint());
        }
        CheckpointAnchor again = anchor(log.signer().key());
        assertThat(sizeOf(again.newest(Long.MAX_VALUE))).contains(300L);
        assertThat(sizeOf(again.newest(300))).contains(300L);
        assertThat(sizeOf(again.newest(299))).contains(256L);
        assertThat(sizeOf(again.newest(2))).contains(0L);
        assertThat(again.newest(-1)).isEmpty();
    }

    @Test
    void publish_sameTreeHeadAgain_isHeld() {
        assertHeld(anchor.publish(log.growth(7)), log.head(1, 7).checkpoint());
        assertHeld(anchor.publish(log.growth(7)), log.head(1, 7).checkpoint());
    }

    @Test
    void publish_smallerOrAnotherHistory_isRefusedAndChangesNothing() {
        assertHeld(anchor.publish(log.growth(100)), log.head(1, 100).checkpoint());
        assertThat(anchor.publish(log.growth(99))).isEqualTo(new Contradicted(Reason.AHEAD, 100));
        GrowingLog fork = log.forkedAt(99);
        assertThat(anchor.publish(fork.growth(100))).isEqualTo(new Contradicted(Reason.FORKED, 100));
        assertThat(anchor.publish(fork.growth(200))).isEqualTo(new Contradicted(Reason.FORKED, 100));
        assertThat(anchor.newest(Long.MAX_VALUE).map(SignedCheckpoint::checkpoint))
                .contains(log.head(1, 100).checkpoint());
    }

    @Test
    void publish_laterEpoch_needsADeclarationAndKeepsWhatWasBefore() {
        assertHeld(anchor.publish(log.growth(50)), log.head(1, 50).checkpoint());
        assertHeld(anchor.publish(log.growth(200)), log.head(1, 200).checkpoint());
        GrowingLog after = log.forkedAt(100);
        DeclaredRestore restore = after.restore(2, 100, 200);
        assertThat(anchor.publish(after.growth(2, 120, List.of()))).isEqualTo(new Contradicted(Reason.UNDECLARED, 200));
        DeclaredRestore less = after.restore(2, 100, 199);
        assertThat(anchor.publish(after.growth(2, 120, List.of(less))))
                .as("less declared than lost")
                .isEqualTo(new Contradicted(Reason.FORKED, 200));
        GrowingLog earlier = log.forkedAt(40);
        assertThat(anchor.publish(earlier.growth(2, 120, List.of(earlier.restore(2, 100, 200)))))
                .as("kept less than declared")
                .isEqualTo(new Contradicted(Reason.FORKED, 50));
        assertHeld(
                anchor.publish(after.growth(2, 120, List.of(restore))),
                after.head(2, 120).checkpoint());
        assertThat(anchor.publish(log.growth(250))).isEqualTo(new Contradicted(Reason.AHEAD, 120));
        assertThat(anchor.newest(100).map(SignedCheckpoint::checkpoint))
                .contains(log.head(1, 50).checkpoint());
        assertHeld(
                anchor.publish(after.growth(2, 130, List.of(restore))),
                after.head(2, 130).checkpoint());
    }

    @Test
    void publish_twoHistoriesAtOnce_holdsOneOfThem() throws Exception {
        assertHeld(anchor.publish(log.growth(10)), log.head(1, 10).checkpoint());
        GrowingLog fork = log.forkedAt(20);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<List<AnchorResult>>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                GrowingLog mine = i % 2 == 0 ? log : fork;
                results.add(threads.submit(() -> {
                    start.await();
                    List<AnchorResult> said = new ArrayList<>();
                    for (long size = 30; size <= 90; size += 10) {
                        said.add(anchor.publish(mine.growth(size)));
                    }
                    return said;
                }));
            }
            start.countDown();
            long held = 0;
            for (int i = 0; i < THREADS; i++) {
                boolean isHeld = results.get(i).get().stream().anyMatch(Held.class::isInstance);
                held |= isHeld ? 1L << (i % 2) : 0;
            }
            assertThat(held).as("histories that were held").isIn(1L, 2L);
            assertThat(sizeOf(anchor.newest(Long.MAX_VALUE))).contains(90L);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertHeld(AnchorResult result, Checkpoint expected) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.checkpoint().checkpoint()).isEqualTo(expected));
    }

    private static Optional<Long> sizeOf(Optional<SignedCheckpoint> held) {
        return held.map(found -> found.checkpoint().size());
    }
}
