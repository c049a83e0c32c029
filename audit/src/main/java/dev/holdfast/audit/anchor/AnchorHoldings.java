package dev.holdfast.audit.anchor;

import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import java.util.List;
import java.util.Map;

/**
 * What the anchors hold, for a verification or the declaration of a restore.
 *
 * @param known what each holds: its newest checkpoint and, when the log lacks that, the newest one that it has kept
 * @param silent the anchors that could not be asked, with the reason: a verification without them is worth less
 */
public record AnchorHoldings(List<KnownCheckpoint> known, Map<String, String> silent) {
    /** Copies both. */
    public AnchorHoldings {
        known = List.copyOf(known);
        silent = Map.copyOf(silent);
    }

    /**
     * Whether every anchor answered.
     *
     * @return false when one is silent
     */
    public boolean isComplete() {
        return silent.isEmpty();
    }
}
