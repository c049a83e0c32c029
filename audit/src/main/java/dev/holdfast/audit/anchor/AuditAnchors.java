package dev.holdfast.audit.anchor;

import dev.holdfast.audit.anchor.AnchorReport.State;
import dev.holdfast.audit.anchor.AnchorTable.Problem;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.core.HoldfastException;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The anchors of a log: {@link #publish} brings them its newest checkpoint, {@link #ask} says what they hold.
 *
 * <p>The host calls {@link #publish} at an interval, say every minute, and once at its start, <em>before</em> it seals: a
 * log that was set back to a backup is then reported before it grows another history.
 *
 * <p><em>Transaction.</em> Owns: short transactions that read the tree and note what each anchor holds; none is open
 * while an anchor is asked.
 *
 * <p><em>Concurrency.</em> Any number of nodes may call at once: each anchor decides for itself what follows from what it
 * holds, and the slower node finds its checkpoint held. Thread-safe when the anchors are.
 */
public final class AuditAnchors {
    private static final Logger LOG = LoggerFactory.getLogger(AuditAnchors.class);

    /** Another node may have published a newer checkpoint between reading ours and asking the anchor. */
    private static final int ATTEMPTS = 3;

    private static final int NOTING_ATTEMPTS = 10;

    private final TransactionRunner runner;
    private final Clock clock;
    private final List<CheckpointAnchor> anchors;
    private final SealProofs proofs;
    private final AnchorTable table;

    /**
     * Makes the anchors of a log.
     *
     * @param runner owns the transactions
     * @param log which log
     * @param key its public key
     * @param anchors where its checkpoints go
     * @throws IllegalArgumentException when two anchors have one name
     */
    public AuditAnchors(TransactionRunner runner, SealedLog log, NoteKey key, List<CheckpointAnchor> anchors) {
        this.runner = runner;
        this.clock = log.clock();
        this.anchors = List.copyOf(anchors);
        this.proofs = new SealProofs(log.namespace(), key);
        this.table = new AnchorTable(log.namespace());
        if (anchors.stream().map(CheckpointAnchor::name).distinct().count() < anchors.size()) {
            throw new IllegalArgumentException("anchors must have names of their own, got "
                    + anchors.stream().map(CheckpointAnchor::name).toList());
        }
    }

    /**
     * Publishes the newest checkpoint to every anchor. One that fails hinders no other, is reported with how far it lags,
     * and is tried again at the next call.
     *
     * @return what the anchors hold now
     * @throws dev.holdfast.core.tx.DatabaseException when the log's database fails
     */
    public PublishResult publish() {
        List<AnchorReport> reports = new ArrayList<>();
        Optional<Growth> newest = newest();
        for (CheckpointAnchor anchor : anchors) {
            newest.ifPresent(growth -> reports.add(publish(anchor, growth)));
        }
        if (newest.isEmpty()) {
            return new PublishResult.Unsealed();
        }
        SignedCheckpoint checkpoint = newest.get().checkpoint();
        if (reports.stream().anyMatch(report -> report.state() == State.CONTRADICTED)) {
            return new PublishResult.Contradicted(checkpoint, reports);
        }
        return reports.stream().allMatch(report -> report.state() == State.HELD)
                ? new PublishResult.Anchored(checkpoint, reports)
                : new PublishResult.Lagging(checkpoint, reports);
    }

    /**
     * Asks every anchor what it holds: before {@link dev.holdfast.audit.seal.verify.SealVerifier#verifyAgainst} and {@link
     * dev.holdfast.audit.seal.AuditSeals#declareRestored}.
     *
     * @return what they hold, and which of them could not be asked
     * @throws dev.holdfast.core.tx.DatabaseException when the log's database fails
     */
    public AnchorHoldings ask() {
        List<KnownCheckpoint> known = new ArrayList<>();
        Map<String, String> silent = new TreeMap<>();
        KeptSearch search = new KeptSearch(newest());
        for (CheckpointAnchor anchor : anchors) {
            try {
                search.of(anchor).forEach(held -> known.add(new KnownCheckpoint(anchor.name(), held)));
            } catch (RuntimeException e) {
                silent.put(anchor.name(), told(anchor, e));
            }
        }
        return new AnchorHoldings(known, silent);
    }

    private AnchorReport publish(CheckpointAnchor anchor, Growth growth) {
        AnchorResult result;
        try {
            result = asked(anchor, growth);
        } catch (RuntimeException e) {
            return noted(anchor, new Problem(State.FAILED, told(anchor, e)));
        }
        return result.fold(
                held -> owned(
                        tx -> table.held(tx, anchor.name(), held.checkpoint().checkpoint(), clock.instant())),
                against -> noted(anchor, new Problem(State.CONTRADICTED, sentence(anchor, against))));
    }

    private AnchorResult asked(CheckpointAnchor anchor, Growth first) {
        Growth growth = first;
        AnchorResult result = anchor.publish(growth);
        for (int attempt = 1; attempt < ATTEMPTS && isAhead(result); attempt++) {
            growth = newest().orElse(growth);
            result = anchor.publish(growth);
        }
        return result;
    }

    /** Our own sentences hold no secret; of a stranger's exception only the kind is told, and the log has the rest. */
    private static String told(CheckpointAnchor anchor, RuntimeException e) {
        if (e instanceof HoldfastException) {
            return String.valueOf(e.getMessage());
        }
        LOG.warn("anchor {} failed otherwise than by an AnchorException", anchor.name(), e);
        return "anchor " + anchor.name() + " failed with " + e.getClass().getName() + ": see the application's log";
    }

    private AnchorReport noted(CheckpointAnchor anchor, Problem problem) {
        return owned(tx -> table.failed(tx, anchor.name(), problem, clock.instant()));
    }

    /** At REPEATABLE READ and above two nodes that note the same anchor conflict. */
    private AnchorReport owned(Function<DSLContext, AnchorReport> note) {
        for (int attempt = 1; ; attempt++) {
            try {
                return runner.call(note);
            } catch (DatabaseException e) {
                if (attempt == NOTING_ATTEMPTS || !SqlState.isConflict(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isAhead(AnchorResult result) {
        return result.fold(held -> false, against -> against.reason() == AnchorResult.Reason.AHEAD);
    }

    private static String sentence(CheckpointAnchor anchor, AnchorResult.Contradicted against) {
        return switch (against.reason()) {
            case AHEAD ->
                "anchor " + anchor.name() + " holds a checkpoint of size " + against.size()
                        + " that the log has lost: declare the restore, or verify the log";
            case FORKED ->
                "anchor " + anchor.name() + " holds another history at size " + against.size() + ": verify the log";
            case UNDECLARED ->
                "anchor " + anchor.name() + " knows of no restore that begins the log's epoch: verify the log";
        };
    }

    private Optional<Growth> newest() {
        return runner.call(tx -> proofs.newest(tx).map(checkpoint -> {
            Checkpoint head = checkpoint.checkpoint();
            return Growth.of(
                    checkpoint, proofs.restores(tx), size -> runner.call(own -> proofs.growth(own, size, head.size())));
        }));
    }
}
