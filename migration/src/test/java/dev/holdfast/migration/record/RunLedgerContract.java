package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.ChainCheck.Broken;
import dev.holdfast.migration.record.ChainCheck.Intact;
import dev.holdfast.migration.record.ChainCheck.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RunLedger} does; a host runs it on its own by extending it. */
public abstract class RunLedgerContract {
    private RunLedger ledger;

    /**
     * A ledger without a record.
     *
     * @return a new one
     * @throws Exception any failure: it ends the test
     */
    protected abstract RunLedger emptyLedger() throws Exception;

    @BeforeEach
    void create() throws Exception {
        ledger = emptyLedger();
    }

    @Test
    void verify_emptyLedger_isIntact() {
        assertThat(ledger.read()).isEmpty();
        assertThat(ledger.verify()).isEqualTo(new Intact(ChainHead.NONE, List.of()));
    }

    @Test
    void append_first_hasNumberOneAndFollowsNothing() {
        Kept kept = ledger.append(SampleRuns.failed());

        assertThat(kept.sequence()).isEqualTo(1);
        assertThat(kept.previous()).isEqualTo("0".repeat(64));
        assertThat(kept.record()).isEqualTo(SampleRuns.failed());
    }

    @Test
    void append_severalRecords_areReadInOrderAndLinked() {
        List<Kept> kept = IntStream.range(0, 12)
                .mapToObj(number -> ledger.append(SampleRuns.small(number)))
                .toList();

        assertThat(ledger.read()).isEqualTo(kept);
        for (int i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i).sequence()).isEqualTo(i + 1);
            assertThat(kept.get(i).previous()).isEqualTo(kept.get(i - 1).hash());
        }
        assertThat(ledger.verify()).isEqualTo(new Intact(kept.get(11).head(), List.of()));
    }

    @Test
    void append_oneRecordTwice_hashesDiffer() {
        Kept first = ledger.append(SampleRuns.small(1));
        Kept second = ledger.append(SampleRuns.small(1));

        assertThat(second.hash()).isNotEqualTo(first.hash());
        assertThat(second.record()).isEqualTo(first.record());
    }

    @Test
    void verify_pinOfAnEarlierOrTheLastRecord_isIntact() {
        Kept first = ledger.append(SampleRuns.small(1));
        Kept second = ledger.append(SampleRuns.small(2));

        assertThat(ledger.verify(first.head())).isInstanceOf(Intact.class);
        assertThat(ledger.verify(second.head())).isInstanceOf(Intact.class);
    }

    @Test
    void verify_pinBeyondTheEnd_isCutOff() throws Exception {
        Kept first = ledger.append(SampleRuns.small(1));
        Kept second = ledger.append(SampleRuns.small(2));
        RunLedger cut = emptyLedger();
        Kept same = cut.append(SampleRuns.small(1));

        assertThat(same).isEqualTo(first);
        assertThat(broken(cut.verify(second.head())))
                .extracting(Broken::sequence, Broken::reason)
                .containsExactly(2L, Reason.CUT_OFF);
    }

    @Test
    void verify_pinOfAnotherRecord_isNotPinned() throws Exception {
        Kept kept = ledger.append(SampleRuns.small(1));
        RunLedger other = emptyLedger();
        Kept another = other.append(SampleRuns.small(2));

        assertThat(broken(other.verify(kept.head())))
                .extracting(Broken::sequence, Broken::reason)
                .containsExactly(1L, Reason.NOT_PINNED);
        assertThat(other.verify(another.head())).isInstanceOf(Intact.class);
    }

    @Test
    void append_eightThreads_oneChainWithAllOfThem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Kept>> all = IntStream.range(0, 40)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> ledger.append(SampleRuns.small(n)), threads))
                    .toList();
            List<Kept> kept = all.stream().map(CompletableFuture::join).toList();

            assertThat(ledger.verify()).isInstanceOf(Intact.class);
            assertThat(ledger.read()).containsExactlyInAnyOrderElementsOf(kept);
        } finally {
            threads.shutdown();
        }
    }

    /** A run that was interrupted is the one whose record is wanted most. */
    @Test
    void append_interruptedThread_keepsTheRecordAndTheInterrupt() {
        Thread.currentThread().interrupt();
        Kept kept;
        boolean interrupted;
        try {
            kept = ledger.append(SampleRuns.small(1));
        } finally {
            interrupted = Thread.interrupted();
        }

        assertThat(interrupted).isTrue();
        assertThat(ledger.read()).containsExactly(kept);
    }

    private static Broken broken(ChainCheck check) {
        return check.fold(
                intact -> {
                    throw new AssertionError("expected a broken chain, got " + intact);
                },
                broken -> broken);
    }
}
