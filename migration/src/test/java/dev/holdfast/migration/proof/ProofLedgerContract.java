package dev.holdfast.migration.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link ProofLedger} keeps; a host's own extends it. */
public abstract class ProofLedgerContract {
    private static final String UP = "a".repeat(64);
    private static final String DOWN = "b".repeat(64);
    private static final Instant AT = Instant.parse("2026-11-21T10:15:30.123456Z");
    private static final UndoVerdict DIFFERS = new UndoVerdict.Differs(
            List.of("~ table public.t: a -> b"), List.of("rows of public.t: 1 before, 0 after"));

    /** A ledger without a proof, the same one for all calls of one test. */
    protected abstract ProofLedger ledger();

    private static UndoProof proof(UndoVerdict verdict, Instant at, long rows) {
        return new UndoProof(new UndoProof.Scripts("V1__x.sql", UP, "U1__x.sql", DOWN), verdict, at, "15.19", rows);
    }

    static Stream<UndoVerdict> verdicts() {
        return Stream.of(
                new UndoVerdict.Exact(),
                new UndoVerdict.ColumnOrderOnly(List.of("~ column \"public\".t 'a', {b}: #1 text -> #2 text")),
                DIFFERS,
                new UndoVerdict.Fails("42P01", "U1__x.sql: no such table"),
                new UndoVerdict.Empty());
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void keep_everyVerdict_isFoundAsItWas(UndoVerdict verdict) {
        ProofLedger ledger = ledger();
        UndoProof proof = proof(verdict, AT, 5);
        assertThat(ledger.keep(proof)).isTrue();
        assertThat(ledger.find(UP, DOWN)).contains(proof);
    }

    @Test
    void find_oneOfTheTextsDiffers_isEmpty() {
        ProofLedger ledger = ledger();
        ledger.keep(proof(new UndoVerdict.Exact(), AT, 5));
        assertThat(ledger.find(UP, UP)).isEmpty();
        assertThat(ledger.find(DOWN, DOWN)).isEmpty();
        assertThat(ledger.find(DOWN, UP)).isEmpty();
    }

    @Test
    void keep_newer_takesTheOldersPlace() {
        ProofLedger ledger = ledger();
        ledger.keep(proof(new UndoVerdict.Exact(), AT, 5));
        UndoProof newer = proof(DIFFERS, AT.plusSeconds(1), 0);
        assertThat(ledger.keep(newer)).isTrue();
        assertThat(ledger.find(UP, DOWN)).contains(newer);
    }

    @Test
    void keep_older_changesNothing() {
        ProofLedger ledger = ledger();
        UndoProof newer = proof(DIFFERS, AT, 5);
        ledger.keep(newer);
        assertThat(ledger.keep(proof(new UndoVerdict.Exact(), AT.minusMillis(1), 50)))
                .isFalse();
        assertThat(ledger.find(UP, DOWN)).contains(newer);
    }

    @Test
    void keep_exactOverFewerRowsThanItDifferedOver_changesNothing() {
        ProofLedger ledger = ledger();
        UndoProof differs = proof(DIFFERS, AT, 5);
        ledger.keep(differs);
        assertThat(ledger.keep(proof(new UndoVerdict.Exact(), AT.plusSeconds(1), 4)))
                .isFalse();
        assertThat(ledger.find(UP, DOWN)).contains(differs);
        // As many rows are evidence of the same weight.
        UndoProof exact = proof(new UndoVerdict.Exact(), AT.plusSeconds(2), 5);
        assertThat(ledger.keep(exact)).isTrue();
        assertThat(ledger.find(UP, DOWN)).contains(exact);
    }

    @Test
    void keep_failedBefore_isOutdoneByAnyNewer() {
        ProofLedger ledger = ledger();
        ledger.keep(proof(new UndoVerdict.Fails("55P03", "lock"), AT, 5));
        assertThat(ledger.keep(proof(new UndoVerdict.Exact(), AT.plusSeconds(1), 0)))
                .isTrue();
    }

    @Test
    void keep_manyAtOnce_keepsTheNewest() throws Exception {
        ProofLedger ledger = ledger();
        var pool = java.util.concurrent.Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 20; i++) {
                Instant at = AT.plusSeconds(i);
                pool.execute(() -> ledger.keep(proof(new UndoVerdict.Exact(), at, 5)));
            }
        } finally {
            pool.shutdown();
        }
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(ledger.find(UP, DOWN).orElseThrow().at()).isEqualTo(AT.plusSeconds(19));
    }
}
