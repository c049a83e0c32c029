package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.SealResult.Busy;
import dev.holdfast.audit.seal.SealResult.Reason;
import dev.holdfast.audit.seal.SealResult.Refused;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.TreeStore.TreeState;
import dev.holdfast.audit.seal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeProofs;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final TransactionRunner runner;
    private final SealedLog log;
    private final NoteSigner signer;
    private final TreeStore store;
    private final UnsealedEvents unsealed;

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
     * Says that the tables were moved to this cluster on purpose, from a dump: sealing goes on, and begins with every
     * event that has no leaf. Without it {@link #seal} refuses as {@link Reason#RESTORED}, and so it stays visible that
     * somebody put another database in the log's place.
     *
     * <p>What was sealed after the dump was made is lost with it: a checkpoint kept elsewhere shows that, before and after
     * this call.
     *
     * @return whether there was something to declare; false when the log is where it was sealed, or another node is at it
     */
    public boolean declareRestored() {
        boolean declared = runner.call(tx -> HostTransaction.onConnection(tx, connection -> {
            Optional<TreeState> state = store.lock(connection).filter(found -> !found.isAtHome());
            if (state.isPresent()) {
                Progress progress = Progress.at(store.snapshot(connection));
                store.save(connection, new TreeState(state.get().size(), true, progress, true, true));
            }
            return state.isPresent();
        }));
        if (declared) {
            seen = Optional.empty();
        }
        return declared;
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
            Optional<Reason> refusal = refusal(connection, batch);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            return sealed(connection, state, batch);
        } catch (MissingTileException e) {
            return new Refused(Reason.TREE_FORGED);
        }
    }

    private Sealed sealed(Connection connection, TreeState state, SealBatch batch) throws SQLException {
        unsealed.read(connection, state, log.policy().batchSize(), batch::add);
        boolean isFull = batch.events() == log.policy().batchSize();
        batch.save(isFull);
        Checkpoint checkpoint = new Checkpoint(signer.key().name(), batch.size(), batch.root());
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
    private Optional<Reason> refusal(Connection connection, SealBatch batch) throws SQLException {
        Checkpoint stored = new Checkpoint(signer.key().name(), batch.size(), batch.root());
        Optional<SignedCheckpoint> known = seen;
        if (known.isPresent() && !holds(connection, stored, known.get().checkpoint())) {
            return Optional.of(Reason.ROLLED_BACK);
        }
        Optional<String> note = store.newestNote(connection);
        if (note.isEmpty()) {
            return stored.size() == 0 ? Optional.empty() : Optional.of(Reason.TREE_FORGED);
        }
        return SignedCheckpoint.open(note.get(), signer.key())
                        .filter(newest -> newest.checkpoint().equals(stored))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(Reason.TREE_FORGED);
    }

    private boolean holds(Connection connection, Checkpoint tree, Checkpoint earlier) {
        if (earlier.size() > tree.size()) {
            return false;
        }
        TreeProofs proofs = new TreeProofs((id, width) -> store.readTile(connection, id, width), tree.size());
        TreeHash then = proofs.root(earlier.size());
        return then.equals(earlier.root());
    }

    private synchronized void remember(SignedCheckpoint signed) {
        boolean isOlder = seen.filter(
                        known -> known.checkpoint().size() > signed.checkpoint().size())
                .isPresent();
        seen = isOlder ? seen : Optional.of(signed);
    }
}
