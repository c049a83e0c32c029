package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.SealResult.Busy;
import dev.holdfast.audit.seal.SealResult.Reason;
import dev.holdfast.audit.seal.SealResult.Refused;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.restore.RestoreResult;
import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.core.Require;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Seals the log: the host calls {@link #seal} at an interval, say every ten seconds, and again at once while a batch was
 * full.
 *
 * <p>Each committed event becomes a leaf of the tree once, and each call signs a checkpoint, also when nothing happened.
 * Writers of the log take no part and never wait; an open transaction delays its own events alone.
 *
 * <p><em>Transaction.</em> Owns: one transaction a batch, at any isolation level. Killed at any moment it leaves the tree
 * as it was before the batch.
 *
 * <p><em>Concurrency.</em> Any number of nodes may call at once: one seals, the others are {@link Busy}. Thread-safe.
 *
 * <p><em>Security note.</em> What was changed before it was sealed is sealed as changed: the interval is how long an
 * event is not yet protected. An event that was never recorded, no log can show.
 */
public final class AuditSeals {
    /** The action of the event that a declared restore puts into the log. */
    public static final String RESTORE_ACTION = "audit.restore";

    private static final int MAX_REASON = 500;

    private final TransactionRunner runner;
    private final SealedLog log;
    private final NoteSigner signer;
    private final TreeStore store;
    private final UnsealedEvents unsealed;
    private final Restoring restoring;

    /** The newest checkpoint that this node signed: a tree that does not hold it is not signed. */
    private volatile Optional<SignedCheckpoint> seen = Optional.empty();

    /**
     * Makes a sealer.
     *
     * @param runner owns the transactions
     * @param log which log
     * @param signer has the log's key; its name is the log's name in checkpoints
     */
    public AuditSeals(TransactionRunner runner, SealedLog log, NoteSigner signer) {
        this.runner = runner;
        this.log = log;
        this.signer = signer;
        this.store = new TreeStore(log.namespace());
        this.unsealed = new UnsealedEvents(log.namespace());
        this.restoring = new Restoring(store, log.clock(), signer);
    }

    /**
     * Seals what was committed since the last call, at most a batch of it, and signs a checkpoint.
     *
     * @return the checkpoint, or why there is none
     * @throws DatabaseException when the database fails; the next call does the same work
     */
    public SealResult seal() {
        SealResult result;
        try {
            result = runner.call(tx -> HostTransaction.onConnection(tx, this::batch));
        } catch (DatabaseException e) {
            // At REPEATABLE READ the lock of the tree fails where at READ COMMITTED it is not to be had.
            if (SqlState.isConflict(e)) {
                return new Busy();
            }
            throw e;
        }
        if (result instanceof Sealed sealed) {
            remember(sealed.checkpoint());
        }
        return result;
    }

    /**
     * Declares that a backup was restored: the loss is written down, signed, and a new epoch begins.
     *
     * <p>Until then a log whose tables are in another cluster is not sealed ({@link Reason#RESTORED}), and one that lacks
     * what an anchor holds is accused by verification. A declaration holds the lost range [size that was kept, size of
     * the largest checkpoint that is known], and goes into the log as the event {@value RESTORE_ACTION}. From then on
     * checkpoints bear the new epoch, and whoever holds one of the lost range is shown the declaration; what was kept
     * must be consistent with everything that anybody holds, as before.
     *
     * <p><em>Transaction.</em> Owns one: declaration, event and first checkpoint stand or fall together. The month of now
     * needs its partition.
     *
     * <p><em>Security note.</em> What is not handed in is not excused: hand in what all anchors hold. Who may call this
     * decides what a restore may hide; it takes the log's key.
     *
     * @param trail records the event
     * @param why which backup, on whose word: 1 to 500 characters
     * @param known the checkpoints that the log's anchors hold; of an anchor whose newest one the log lacks, also the newest
     *     one that it has kept
     * @return what became of it
     */
    public RestoreResult declareRestored(AuditTrail trail, String why, List<KnownCheckpoint> known) {
        String reason = Require.text("why", why, MAX_REASON);
        RestoreResult result = runner.call(tx -> {
            RestoreResult declared =
                    HostTransaction.onConnection(tx, connection -> restoring.declare(connection, known));
            if (declared instanceof RestoreResult.Declared done) {
                trail.act(tx, event(trail, reason, done.restore()));
            }
            return declared;
        });
        if (result instanceof RestoreResult.Declared done) {
            seen = Optional.of(done.checkpoint());
        }
        return result;
    }

    private static SecurityEvent event(AuditTrail trail, String why, DeclaredRestore restore) {
        return trail.event(Action.of(RESTORE_ACTION))
                .category(Category.CONFIGURATION)
                .severity(Severity.HIGH)
                .with("why", why)
                .with("epoch", restore.epoch())
                .with("kept", restore.kept())
                .with("lost", restore.lost())
                .build();
    }

    private SealResult batch(Connection connection) throws SQLException {
        Optional<TreeState> locked = store.lock(connection);
        if (locked.isEmpty()) {
            return new Busy();
        }
        if (!locked.get().isAtHome()) {
            return new Refused(Reason.RESTORED);
        }
        TreeState state = withTarget(connection, locked.get());
        try {
            SealBatch batch = new SealBatch(store, connection, state);
            Optional<SignedCheckpoint> newest = restoring.newest(connection);
            Checkpoint stored = Checkpoint.of(signer.key().name(), epochOf(newest), batch.size(), batch.root());
            Optional<Reason> refusal = refusal(connection, stored, newest);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            return sealed(connection, state, batch, stored.epoch());
        } catch (MissingTileException e) {
            return new Refused(Reason.TREE_FORGED);
        }
    }

    /** The epoch stands in what the key has signed: nobody else can begin one. */
    private static int epochOf(Optional<SignedCheckpoint> newest) {
        return newest.map(signed -> signed.checkpoint().epoch()).orElse(Checkpoint.FIRST_EPOCH);
    }

    private Sealed sealed(Connection connection, TreeState state, SealBatch batch, int epoch) throws SQLException {
        unsealed.read(connection, state, log.policy().batchSize(), batch::add);
        boolean isFull = batch.events() == log.policy().batchSize();
        batch.save(isFull);
        Checkpoint checkpoint = Checkpoint.of(signer.key().name(), epoch, batch.size(), batch.root());
        SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, log.clock().instant(), signer);
        store.putCheckpoint(connection, signed);
        return new Sealed(signed, batch.events(), isFull || state.isSweeping());
    }

    private TreeState withTarget(Connection connection, TreeState state) throws SQLException {
        Progress progress = state.progress();
        if (progress.target() != null || state.isSweeping()) {
            return state;
        }
        Progress begun = new Progress(progress.snapshot(), store.snapshot(connection), null, null);
        return new TreeState(state.size(), true, begun, state.isRestored(), false);
    }

    /** A log never signs a tree that does not hold the one it signed before. */
    private Optional<Reason> refusal(Connection connection, Checkpoint stored, Optional<SignedCheckpoint> newest)
            throws SQLException {
        Optional<SignedCheckpoint> known = seen;
        if (known.isPresent()
                && !restoring.keeps(connection, stored, known.get().checkpoint())) {
            return Optional.of(Reason.ROLLED_BACK);
        }
        return restoring.isStored(connection, stored, newest) ? Optional.empty() : Optional.of(Reason.TREE_FORGED);
    }

    private synchronized void remember(SignedCheckpoint signed) {
        boolean isOlder = seen.filter(known -> isAfter(known.checkpoint(), signed.checkpoint()))
                .isPresent();
        seen = isOlder ? seen : Optional.of(signed);
    }

    private static boolean isAfter(Checkpoint one, Checkpoint other) {
        return one.epoch() == other.epoch() ? one.size() > other.size() : one.epoch() > other.epoch();
    }
}
