package dev.holdfast.audit.seal;

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
import dev.holdfast.audit.seal.tree.TreeHash;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the log has kept of what was signed before, and the declaration of what it has not. */
final class Restoring {
    private final TreeStore store;
    private final Clock clock;
    private final NoteSigner signer;

    Restoring(TreeStore store, Clock clock, NoteSigner signer) {
        this.store = store;
        this.clock = clock;
        this.signer = signer;
    }

    /** The newest checkpoint, if the key has signed it. */
    Optional<SignedCheckpoint> newest(Connection connection) throws SQLException {
        return store.newestNote(connection).flatMap(note -> SignedCheckpoint.open(note, signer.key()));
    }

    /** Whether the stored tree is the one of the newest checkpoint; an empty one needs none. */
    boolean isStored(Connection connection, Checkpoint stored, Optional<SignedCheckpoint> newest) throws SQLException {
        return newest.isPresent()
                ? newest.get().checkpoint().equals(stored)
                : stored.size() == 0 && store.newestNote(connection).isEmpty();
    }

    /** Whether the tree holds an earlier one, or a declared restore says that it lost it. */
    boolean keeps(Connection connection, Checkpoint tree, Checkpoint earlier) throws SQLException {
        if (earlier.epoch() <= tree.epoch() && holds(connection, tree, earlier)) {
            return true;
        }
        // One of a later epoch is not this tree's: somebody put it there.
        List<DeclaredRestore> restores = store.restores(connection, signer.key()).stream()
                .filter(restore -> restore.epoch() <= tree.epoch())
                .toList();
        return DeclaredRestore.excusing(restores, earlier).isPresent();
    }

    private boolean holds(Connection connection, Checkpoint tree, Checkpoint earlier) {
        if (earlier.size() > tree.size()) {
            return false;
        }
        TreeHash then = store.proofs(connection, tree.size()).root(earlier.size());
        return then.equals(earlier.root());
    }

    RestoreResult declare(Connection connection, List<KnownCheckpoint> known) throws SQLException {
        Optional<TreeState> locked = store.lock(connection);
        if (locked.isEmpty()) {
            return new RestoreResult.Busy();
        }
        TreeState state = locked.get();
        try {
            Optional<SignedCheckpoint> newest = newest(connection);
            int epoch = newest.map(signed -> signed.checkpoint().epoch()).orElse(Checkpoint.FIRST_EPOCH);
            TreeHash root = store.proofs(connection, state.size()).root(state.size());
            Checkpoint tree = Checkpoint.of(signer.key().name(), epoch, state.size(), root);
            if (!isStored(connection, tree, newest)) {
                return new RestoreResult.Refused(RestoreResult.Reason.TREE_FORGED);
            }
            return declare(connection, state, tree, known);
        } catch (MissingTileException e) {
            return new RestoreResult.Refused(RestoreResult.Reason.TREE_FORGED);
        }
    }

    private RestoreResult declare(Connection connection, TreeState state, Checkpoint tree, List<KnownCheckpoint> known)
            throws SQLException {
        List<Checkpoint> missed = new ArrayList<>();
        for (KnownCheckpoint other : known) {
            if (!keeps(connection, tree, other.checkpoint().checkpoint())) {
                missed.add(other.checkpoint().checkpoint());
            }
        }
        if (state.isAtHome() && missed.isEmpty()) {
            return new RestoreResult.NothingLost();
        }
        Checkpoint kept = kept(connection, tree, missed, known);
        long lost = missed.stream().mapToLong(Checkpoint::size).reduce(kept.size(), Math::max);
        int epoch = missed.stream().mapToInt(Checkpoint::epoch).reduce(tree.epoch(), Math::max) + 1;
        DeclaredRestore.Signing signing = new DeclaredRestore.Signing(signer, clock.instant());
        DeclaredRestore restore = DeclaredRestore.sign(kept, epoch, lost, signing);
        Checkpoint first = Checkpoint.of(signer.key().name(), epoch, tree.size(), tree.root());
        SignedCheckpoint signed = SignedCheckpoint.sign(first, signing.at(), signer);
        store.putRestore(connection, restore);
        store.putCheckpoint(connection, signed);
        if (!state.isAtHome()) {
            Progress progress = Progress.at(store.snapshot(connection));
            store.save(connection, new TreeState(state.size(), true, progress, true, true));
        }
        return new RestoreResult.Declared(restore, signed);
    }

    /**
     * Up to where the log is the one of before: its end, unless it was sealed further after the backup came back. Then it is
     * the last checkpoint on which it agrees with somebody.
     */
    private Checkpoint kept(
            Connection connection, Checkpoint tree, List<Checkpoint> missed, List<KnownCheckpoint> known) {
        long fork = missed.stream()
                .filter(other -> !holds(connection, tree, other))
                .mapToLong(Checkpoint::size)
                .min()
                .orElse(Long.MAX_VALUE);
        if (fork > tree.size()) {
            return tree;
        }
        Checkpoint nothing = Checkpoint.of(
                tree.log(),
                tree.epoch(),
                0,
                store.proofs(connection, tree.size()).root(0));
        return known.stream()
                .map(other -> other.checkpoint().checkpoint())
                .filter(other -> other.size() < fork && holds(connection, tree, other))
                .max(Comparator.comparingLong(Checkpoint::size))
                .map(other -> Checkpoint.of(tree.log(), tree.epoch(), other.size(), other.root()))
                .orElse(nothing);
    }
}
