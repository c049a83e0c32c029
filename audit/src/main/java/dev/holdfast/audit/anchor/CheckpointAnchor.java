package dev.holdfast.audit.anchor;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.Optional;

/**
 * A place outside the log's database that keeps its checkpoints: the port for object storage, a ledger, another team's
 * machine. Only what is kept elsewhere shows that a log was cut, deleted, set back or rewritten with a stolen key.
 *
 * <p><em>Contract.</em> An anchor never goes backwards and never holds two histories: {@link #publish} keeps a checkpoint
 * only when {@link Growth#refusal} finds nothing against it, and decides and writes as one step, whoever else publishes
 * at the same moment. When it returns {@link AnchorResult.Held}, the checkpoint outlives a crash. It keeps the declared
 * restores that the growth brings, before the checkpoint. What it gives back has a valid signature of the log's key, or
 * it throws. Implementations answer within seconds and are thread-safe. {@code CheckpointAnchorContract} in the tests
 * jar checks it.
 *
 * <p><em>Security note.</em> It is worth as much as it is out of reach for whoever administers the log's database.
 */
public interface CheckpointAnchor {
    /**
     * What the anchor is called in reports and findings.
     *
     * @return the same name at each call, 1 to 200 characters, unique among a log's anchors
     */
    String name();

    /**
     * The newest checkpoint that it holds of at most a size: the latest epoch, and in it the largest.
     *
     * @param maxSize how many leaves it may have; {@link Long#MAX_VALUE} for the newest of all
     * @return the checkpoint, opened with the log's key; empty when there is none
     * @throws AnchorException when the anchor cannot be asked, or what it holds is damaged
     */
    Optional<SignedCheckpoint> newest(long maxSize);

    /**
     * Keeps a checkpoint that follows from what the anchor holds.
     *
     * @param growth the checkpoint, and what proves that it follows
     * @return what the anchor holds now, or why it refuses
     * @throws AnchorException when the anchor cannot be reached; then nothing, or all, was kept
     */
    AnchorResult publish(Growth growth);
}
