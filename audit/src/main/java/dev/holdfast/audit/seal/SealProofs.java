package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.internal.TreeStore;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.proof.ProofFile;
import dev.holdfast.audit.seal.tree.ConsistencyProof;
import dev.holdfast.audit.seal.tree.TreeProofs;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Makes proofs to hand to others, who verify them with {@link dev.holdfast.audit.seal.proof.ProofVerifier} and the log's
 * public key alone.
 *
 * <p><em>Transaction.</em> Joins, and only reads: a few rows a proof, whatever the log's size. What it makes of a log that
 * was tampered with does not verify. Thread-safe.
 */
public final class SealProofs {
    private final TreeStore store;
    private final NoteKey key;
    private final String eventSql;

    /**
     * Makes a maker of proofs.
     *
     * @param namespace where the log's tables are
     * @param key the log's public key
     */
    public SealProofs(Namespace namespace, NoteKey key) {
        this.store = new TreeStore(namespace);
        this.key = key;
        this.eventSql =
                "SELECT " + LeafColumn.select("e") + " FROM " + namespace.sql("audit_event") + " e WHERE e.id = ?";
    }

    /**
     * The newest checkpoint, to be kept elsewhere: only what is outside the database shows that the log was cut.
     *
     * @param tx the transaction to read in
     * @return the checkpoint, or empty when none was signed by the key yet
     */
    public Optional<SignedCheckpoint> newest(DSLContext tx) {
        return HostTransaction.onConnection(tx, this::newest);
    }

    /**
     * Proves that an event stands in the log as it is; the file holds the event.
     *
     * @param tx the transaction to read in
     * @param event the event's id
     * @return the text of a file, or empty when there is no such event, or it is not sealed yet
     * @throws dev.holdfast.audit.seal.tree.MissingTileException when the tree lacks a tile
     */
    public Optional<String> inclusion(DSLContext tx, UUID event) {
        return HostTransaction.onConnection(tx, connection -> {
            Optional<SignedCheckpoint> head = newest(connection);
            Optional<Long> index = store.leafOf(connection, event);
            Optional<byte[]> leaf = leaf(connection, event);
            if (head.isEmpty() || index.isEmpty() || leaf.isEmpty()) {
                return Optional.<String>empty();
            }
            long size = head.get().checkpoint().size();
            // At READ COMMITTED a batch may have ended after the checkpoint was read.
            return index.get() < size
                    ? Optional.of(ProofFile.of(
                            leaf.get(), store.proofs(connection, size).inclusion(index.get(), size), head.get()))
                    : Optional.<String>empty();
        });
    }

    /**
     * Proves that the log is that of an older checkpoint with events added, and none changed or taken away.
     *
     * @param tx the transaction to read in
     * @param older a checkpoint kept elsewhere
     * @return the text of a file, or empty when the newest checkpoint is older still, or there is none
     * @throws dev.holdfast.audit.seal.tree.MissingTileException when the tree lacks a tile
     */
    public Optional<String> consistency(DSLContext tx, SignedCheckpoint older) {
        return HostTransaction.onConnection(tx, connection -> {
            long from = older.checkpoint().size();
            return newest(connection)
                    .filter(head -> head.checkpoint().size() >= from)
                    .map(head -> {
                        long to = head.checkpoint().size();
                        return ProofFile.of(older, store.proofs(connection, to).consistency(from, to), head);
                    });
        });
    }

    /**
     * The path that proves that the log only grew between two of its sizes.
     *
     * @param tx the transaction to read in
     * @param from the earlier size, 0 or more
     * @param to the later size, at most that of the newest checkpoint
     * @return the path
     * @throws IllegalArgumentException when the sizes are not in order
     * @throws dev.holdfast.audit.seal.tree.MissingTileException when the tree lacks a tile
     */
    public ConsistencyProof growth(DSLContext tx, long from, long to) {
        return HostTransaction.onConnection(
                tx, connection -> store.proofs(connection, to).consistency(from, to));
    }

    /**
     * The restores that were declared, to be shown to whoever holds a checkpoint that the log has lost.
     *
     * @param tx the transaction to read in
     * @return those that the key has signed, by epoch
     */
    public List<DeclaredRestore> restores(DSLContext tx) {
        return HostTransaction.onConnection(tx, connection -> store.restores(connection, key));
    }

    /**
     * The tree itself, for those who prove many events at once.
     *
     * @param tx the transaction to read in, for as long as the tree is used
     * @param size the size of a checkpoint
     * @return the tree; not thread-safe
     */
    public TreeProofs tree(DSLContext tx, long size) {
        return new TreeProofs(
                (id, width) -> HostTransaction.onConnection(tx, connection -> store.readTile(connection, id, width)),
                size);
    }

    private Optional<SignedCheckpoint> newest(Connection connection) throws SQLException {
        return store.newestNote(connection).flatMap(note -> SignedCheckpoint.open(note, key));
    }

    private Optional<byte[]> leaf(Connection connection, UUID event) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(eventSql)) {
            select.setObject(1, event);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                LeafEncoder encoder = new LeafEncoder();
                encoder.encode(row, 1);
                return Optional.of(encoder.bytes());
            }
        }
    }
}
