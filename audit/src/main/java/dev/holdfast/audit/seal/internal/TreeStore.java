package dev.holdfast.audit.seal.internal;

import dev.holdfast.audit.seal.internal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeProofs;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of the tree. Names need no quotes: a {@link Namespace} holds plain identifiers only. */
public final class TreeStore {
    private final String tree;
    private final String leaf;
    private final String tile;
    private final String checkpoint;
    private final String restore;
    private final Namespace namespace;

    public TreeStore(Namespace namespace) {
        this.namespace = namespace;
        this.tree = namespace.sql("audit_tree");
        this.leaf = namespace.sql("audit_leaf");
        this.tile = namespace.sql("audit_tile");
        this.checkpoint = namespace.sql("audit_checkpoint");
        this.restore = namespace.sql("audit_restore");
    }

    public Namespace namespace() {
        return namespace;
    }

    /** Takes the tree for this transaction; empty when another has it. */
    public Optional<TreeState> lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT t.size,"
                        + " t.system_identifier = (SELECT system_identifier FROM pg_control_system()),"
                        + " t.snapshot::text, t.target::text, t.reached_tx::text, t.reached_id, t.restored, t.sweeping"
                        + " FROM " + tree + " t FOR UPDATE SKIP LOCKED")) {
            if (!row.next()) {
                return Optional.empty();
            }
            Progress progress =
                    new Progress(row.getString(3), row.getString(4), row.getString(5), row.getObject(6, UUID.class));
            return Optional.of(
                    new TreeState(row.getLong(1), row.getBoolean(2), progress, row.getBoolean(7), row.getBoolean(8)));
        }
    }

    /** Asked after the lock: at READ COMMITTED the snapshot of the lock's own statement can be older than the lock. */
    public String snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            boolean unused = row.next();
            return row.getString(1);
        }
    }

    public void save(Connection connection, TreeState state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + tree
                + " SET size = ?, snapshot = ?::pg_snapshot, target = ?::pg_snapshot, reached_tx = ?::xid8,"
                + " reached_id = ?::uuid, restored = ?, sweeping = ?,"
                + " system_identifier = (SELECT system_identifier FROM pg_control_system())")) {
            Progress progress = state.progress();
            update.setLong(1, state.size());
            update.setString(2, progress.snapshot());
            update.setString(3, progress.target());
            update.setString(4, progress.tx());
            update.setString(5, progress.id() == null ? null : String.valueOf(progress.id()));
            update.setBoolean(6, state.isRestored());
            update.setBoolean(7, state.isSweeping());
            int unused = update.executeUpdate();
        }
    }

    public void putTiles(Connection connection, Map<TileId, byte[]> tiles) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO " + tile
                + " (level, tile_index, hashes) VALUES (?, ?, ?)"
                + " ON CONFLICT (level, tile_index) DO UPDATE SET hashes = EXCLUDED.hashes")) {
            for (Map.Entry<TileId, byte[]> entry : tiles.entrySet()) {
                put.setInt(1, entry.getKey().level());
                put.setLong(2, entry.getKey().index());
                put.setBytes(3, entry.getValue());
                put.addBatch();
            }
            int[] unused = put.executeBatch();
        }
    }

    public byte[] readTile(Connection connection, TileId id, int width) {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT hashes FROM " + tile + " WHERE level = ? AND tile_index = ?")) {
            select.setInt(1, id.level());
            select.setLong(2, id.index());
            try (ResultSet row = select.executeQuery()) {
                byte[] hashes = row.next() ? row.getBytes(1) : new byte[0];
                int found = hashes.length / TreeHash.BYTES;
                if (found < width) {
                    throw new MissingTileException(id, width, found);
                }
                return hashes;
            }
        } catch (SQLException e) {
            throw DatabaseException.of("tile not read", e);
        }
    }

    public void putCheckpoint(Connection connection, SignedCheckpoint signed) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO " + checkpoint
                + " (size, note, signed_at) VALUES (?, ?, ?)"
                + " ON CONFLICT (size) DO UPDATE SET note = EXCLUDED.note, signed_at = EXCLUDED.signed_at")) {
            put.setLong(1, signed.checkpoint().size());
            put.setString(2, signed.note());
            put.setObject(3, signed.signedAt().atOffset(ZoneOffset.UTC));
            int unused = put.executeUpdate();
        }
    }

    /** The signed note of the largest size. */
    public Optional<String> newestNote(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT note FROM " + checkpoint + " ORDER BY size DESC LIMIT 1")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    public void putRestore(Connection connection, DeclaredRestore declared) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT INTO " + restore + " (epoch, note, declared_at) VALUES (?, ?, ?)")) {
            put.setInt(1, declared.epoch());
            put.setString(2, declared.note());
            put.setObject(3, declared.signedAt().atOffset(ZoneOffset.UTC));
            int unused = put.executeUpdate();
        }
    }

    /** The notes of the declared restores by epoch, as they are stored. */
    public Map<Integer, String> restoreNotes(Connection connection) throws SQLException {
        Map<Integer, String> notes = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT epoch, note FROM " + restore)) {
            while (row.next()) {
                notes.put(row.getInt(1), row.getString(2));
            }
        }
        return notes;
    }

    /** The declared restores that the key has signed. */
    public List<DeclaredRestore> restores(Connection connection, NoteKey key) throws SQLException {
        return restoreNotes(connection).values().stream()
                .flatMap(note -> DeclaredRestore.open(note, key).stream())
                .toList();
    }

    /** The tree of the stored tiles, up to a size. */
    public TreeProofs proofs(Connection connection, long size) {
        return new TreeProofs((id, width) -> readTile(connection, id, width), size);
    }

    /** Where an event stands in the tree. */
    public Optional<Long> leafOf(Connection connection, UUID event) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT leaf_index FROM " + leaf + " WHERE event_id = ?")) {
            select.setObject(1, event);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /**
     * How far sealing has come.
     *
     * @param size how many leaves there are
     * @param isAtHome whether the tables are in the cluster in which they were sealed
     * @param progress between which snapshots, and where between them
     * @param isRestored whether sealed events may lie ahead of the snapshot: of another cluster, or of a month that came back
     * @param isSweeping whether events are found by the lack of a leaf alone
     */
    public record TreeState(long size, boolean isAtHome, Progress progress, boolean isRestored, boolean isSweeping) {
        /**
         * A round of sealing.
         *
         * @param snapshot what is sealed
         * @param target what is being sealed, or null between rounds
         * @param tx the transaction of the event reached, or null
         * @param id the event reached, or null
         */
        public record Progress(
                String snapshot,
                @Nullable String target,
                @Nullable String tx,
                @Nullable UUID id) {
            public static Progress at(String snapshot) {
                return new Progress(snapshot, null, null, null);
            }

            /** The first transaction that had not begun. */
            public String end() {
                return snapshot.split(":", -1)[1];
            }

            /** The transactions that were open, separated by commas. */
            public String open() {
                return snapshot.split(":", -1)[2];
            }
        }
    }
}
