package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.verify.Findings.MissingEvents;
import dev.holdfast.audit.seal.verify.PendingEvents.Pending;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Verifies the whole log in the database against the log's public key: every event, every leaf, every hash, every
 * checkpoint. Memory does not grow with the log.
 *
 * <p><em>Transaction.</em> Joins, and only reads. Sealing and recording may go on meanwhile: what is verified is the tree
 * as of the newest checkpoint at the beginning. Events of a month that was archived and dropped are no loss, if the
 * manifest of the archive bears the log's signature and is about exactly these leaves.
 *
 * <p><em>Security note.</em> A log whose tables were all set back to how they were at an earlier checkpoint looks like
 * that earlier log. Only a checkpoint kept elsewhere shows it: hand it in. And what the key's holder signed, he signed.
 * Thread-safe.
 */
public final class SealVerifier {
    private final SealedLog log;
    private final TreeStore store;
    private final StoredCheckpoints checkpoints;
    private final PendingEvents unsealed;
    private final ArchivedMonths archives;

    /**
     * Makes a verifier.
     *
     * @param log which log
     * @param key its public key, got by a way that does not lead through the database
     */
    public SealVerifier(SealedLog log, NoteKey key) {
        this.log = log;
        this.store = new TreeStore(log.namespace());
        this.checkpoints = new StoredCheckpoints(log.namespace(), store, key);
        this.unsealed = new PendingEvents(log.namespace());
        this.archives = new ArchivedMonths(log.namespace(), key);
    }

    /**
     * Verifies everything.
     *
     * @param tx the transaction to read in
     * @param known checkpoints of this log that were kept elsewhere, opened with its key; may be empty
     * @return the verdict
     */
    public SealVerdict verify(DSLContext tx, List<SignedCheckpoint> known) {
        return HostTransaction.onConnection(tx, connection -> verify(connection, KnownCheckpoints.unnamed(known)));
    }

    /**
     * Verifies everything, and names who holds what the log contradicts ({@link SealFinding#source}).
     *
     * <p>That shows a cut tail, a log deleted as a whole, one set back to an old backup without a declaration, and one
     * rewritten at the same length with a stolen key: sizes <em>and</em> roots are compared. Checkpoints that a declared
     * restore lost are excused.
     *
     * @param tx the transaction to read in
     * @param known what the anchors hold, opened with the log's key; ask them before this transaction begins
     * @return the verdict
     */
    public SealVerdict verifyAgainst(DSLContext tx, List<KnownCheckpoint> known) {
        return HostTransaction.onConnection(tx, connection -> verify(connection, KnownCheckpoints.of(known)));
    }

    private SealVerdict verify(Connection connection, KnownCheckpoints known) throws SQLException {
        Findings findings = new Findings();
        Optional<StoredCheckpoints.Head> head = checkpoints.head(connection, findings);
        long size = head.map(StoredCheckpoints.Head::size).orElse(0L);
        int epoch = head.flatMap(StoredCheckpoints.Head::newest)
                .map(newest -> newest.checkpoint().epoch())
                .orElse(Checkpoint.FIRST_EPOCH);
        known.excuse(checkpoints.restores(connection, epoch, findings));
        known.findAhead(epoch, size, findings);
        MissingEvents missing = new MissingEvents();
        LeafWalk walk = new LeafWalk(connection, store, findings, missing, size);
        boolean isDerived = checkpoints.walk(connection, new SignedRoots(walk, known, findings), size, findings);
        long archived = archives.judge(connection, missing, findings);
        Pending pending = unsealed.look(connection, missing, findings);
        if (!findings.isEmpty()) {
            return findings.verdict(isDerived);
        }
        return timely(head.flatMap(StoredCheckpoints.Head::newest), pending, archived);
    }

    private SealVerdict timely(Optional<SignedCheckpoint> newest, Pending pending, long archived) {
        Instant now = log.clock().instant();
        Duration patience = log.policy().overdueAfter();
        // Signed at a time that is still to come, it says nothing of when the sealer was last at work.
        if (newest.isEmpty()
                || newest.get().signedAt().plus(patience).isBefore(now)
                || newest.get().signedAt().isAfter(now.plus(patience))) {
            return new SealVerdict.Overdue(
                    newest.map(SignedCheckpoint::signedAt).orElse(null), pending.events(), archived);
        }
        Instant oldest = pending.oldest();
        if (oldest == null) {
            return new SealVerdict.Sealed(newest.get(), archived);
        }
        Duration age = Duration.between(oldest, now);
        return new SealVerdict.Pending(
                newest.get(), pending.events(), age.isNegative() ? Duration.ZERO : age, archived);
    }
}
