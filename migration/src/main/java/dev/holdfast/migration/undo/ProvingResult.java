package dev.holdfast.migration.undo;

import dev.holdfast.migration.proof.UndoProof;
import java.util.List;
import java.util.Optional;

/**
 * What trying the undo of the host's pending migrations showed.
 *
 * @param proofs one for each migration tried, in order, whatever its verdict
 * @param stopped why those that follow were not tried: a migration that is a class, or that cannot be taken back, or that
 *     failed; empty when all were
 */
public record ProvingResult(List<UndoProof> proofs, Optional<String> stopped) {
    /** Copies the list. */
    public ProvingResult {
        proofs = List.copyOf(proofs);
    }

    /**
     * Whether every pending migration was tried and its undo may be relied on.
     *
     * @return true when nothing stands in the way of a later undo
     */
    public boolean isAllProven() {
        return stopped.isEmpty()
                && proofs.stream().allMatch(proof -> proof.verdict().isProven());
    }
}
