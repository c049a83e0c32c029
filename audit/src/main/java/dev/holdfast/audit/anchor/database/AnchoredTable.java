package dev.holdfast.audit.anchor.database;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/** The table in the second database. */
final class AnchoredTable {
    private static final String DDL = """
            CREATE SCHEMA IF NOT EXISTS ${schema};

            -- The checkpoints and declared restores of logs in other databases, in the order in which they came. Grant the
            -- login that publishes SELECT and INSERT here, and USAGE on the schema; nobody needs more.
            CREATE TABLE ${schema}.${prefix}audit_anchored (
                log      text        NOT NULL,
                position bigint      NOT NULL,
                epoch    integer     NOT NULL,
                -- Null for the declaration of a restore.
                size     bigint,
                note     text        NOT NULL,
                kept_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
                CONSTRAINT ${prefix}audit_anchored_pkey PRIMARY KEY (log, position)
            );
            CREATE INDEX ${prefix}audit_anchored_size ON ${schema}.${prefix}audit_anchored (log, epoch, size);
            """;

    private final String anchor;
    private final NoteKey key;
    private final String lastSql;
    private final String newestSql;
    private final String appendSql;

    AnchoredTable(String anchor, Namespace namespace, NoteKey key) {
        String table = namespace.sql("audit_anchored");
        this.anchor = anchor;
        this.key = key;
        this.lastSql = "SELECT coalesce(max(position), 0) FROM " + table + " WHERE log = ?";
        this.newestSql =
                "SELECT note FROM " + table + " WHERE log = ? AND size <= ? ORDER BY epoch DESC, size DESC LIMIT 1";
        this.appendSql = "INSERT INTO " + table + " (log, position, epoch, size, note) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (log, position) DO NOTHING";
    }

    static String ddl(Namespace namespace) {
        return namespace.fill(DDL);
    }

    /** The number of the last record, 0 when there is none. */
    long last(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(lastSql)) {
            select.setString(1, key.name());
            try (ResultSet row = select.executeQuery()) {
                boolean unused = row.next();
                return row.getLong(1);
            }
        }
    }

    Optional<SignedCheckpoint> newest(Connection connection, long maxSize) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(newestSql)) {
            select.setString(1, key.name());
            select.setLong(2, maxSize);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<SignedCheckpoint> open = SignedCheckpoint.open(row.getString(1), key);
                if (open.isEmpty()) {
                    throw new AnchorException(
                            anchor,
                            "must hold checkpoints signed by the key of " + key.name()
                                    + " alone, but holds another or a damaged one: compare its table with a backup of it",
                            null);
                }
                return open;
            }
        }
    }

    /** Adds a growth behind a record; false when another one was added meanwhile, and then nothing else was. */
    boolean append(Connection connection, long last, int epoch, Growth growth) throws SQLException {
        List<DeclaredRestore> restores =
                growth.restores().stream().filter(one -> one.epoch() > epoch).toList();
        long position = last;
        try (PreparedStatement insert = connection.prepareStatement(appendSql)) {
            insert.setString(1, key.name());
            for (DeclaredRestore restore : restores) {
                insert.setNull(4, Types.BIGINT);
                if (!append(insert, ++position, restore.epoch(), restore.note())) {
                    return false;
                }
            }
            SignedCheckpoint signed = growth.checkpoint();
            insert.setLong(4, signed.checkpoint().size());
            return append(insert, ++position, signed.checkpoint().epoch(), signed.note());
        }
    }

    private static boolean append(PreparedStatement insert, long position, int epoch, String note) throws SQLException {
        insert.setLong(2, position);
        insert.setInt(3, epoch);
        insert.setString(5, note);
        return insert.executeUpdate() == 1;
    }
}
