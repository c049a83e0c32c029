package dev.holdfast.migration.proof;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.Optional;

/**
 * Remembers what pairs of scripts were shown to do: the port behind the rule that nothing is undone unproven.
 *
 * <p>One proof is kept for each pair of texts. A newer one takes an older one's place, with one exception: what was seen
 * to differ is not outdone by a proof over fewer rows, since that one may only have had less to lose.
 *
 * <p>Implementations are thread-safe.
 */
public interface ProofLedger {
    /**
     * The proof that counts for a pair.
     *
     * @param upSha256 of the migration's text, in hexadecimal digits
     * @param downSha256 of the undo's text, in hexadecimal digits
     * @return the proof; empty when these two texts were never tried together
     */
    Optional<UndoProof> find(String upSha256, String downSha256);

    /**
     * Keeps a proof.
     *
     * @param proof the proof
     * @return false when the one that is there counts for more
     */
    @CanIgnoreReturnValue
    boolean keep(UndoProof proof);

    /**
     * A ledger that is gone with the process.
     *
     * @return the ledger
     */
    static ProofLedger inMemory() {
        return new MemoryLedger();
    }

    /**
     * The ledger in table {@code undo_proof} of module {@code migration}.
     *
     * <p><em>Transaction.</em> Owns: each call is one of the runner's.
     *
     * @param runner owns the transactions
     * @param namespace where the module's tables are; without them nothing is found, and {@link #keep} fails
     * @return the ledger
     */
    static ProofLedger inDatabase(TransactionRunner runner, Namespace namespace) {
        return new DatabaseLedger(runner, namespace);
    }
}
