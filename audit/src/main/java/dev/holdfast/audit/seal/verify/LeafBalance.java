package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.verify.PendingEvents.Pending;
import dev.holdfast.core.Namespace;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows without a join that every event has its leaf, but for those on their way: the ids of all events are the ids of all
 * leaves and of the events on their way, each as often as there.
 *
 * <p>Compared are how many there are and the sum of their hashes, in one statement and so in one snapshot, whatever is
 * recorded, sealed, archived or deleted meanwhile. The hashes are under a key that is made for this look: nobody can have
 * chosen ids beforehand whose sums are equal. Where the two sides differ nobody is accused, but each event is asked for
 * its leaf ({@link PendingEvents}). Thread-safe.
 */
final class LeafBalance {
    private static final String SIDE =
            "(SELECT count(*) AS ids, coalesce(sum(uuid_hash_extended(%1$s, ?)), 0) AS hashes FROM %2$s WHERE %3$s)";

    /** What the sealed snapshot does not show, by range and by name as the index on transactions has it. */
    private static final String PENDING = """
            (SELECT count(*) AS ids, coalesce(sum(uuid_hash_extended(e.id, ?)), 0) AS hashes, min(e.recorded_at) AS oldest
            FROM (SELECT id, tx_id, recorded_at FROM %1$s WHERE tx_id >= pg_snapshot_xmax(?::pg_snapshot)
                UNION ALL SELECT id, tx_id, recorded_at FROM %1$s
                    WHERE tx_id = ANY (ARRAY(SELECT pg_snapshot_xip(?::pg_snapshot)))) e CROSS JOIN %2$s t
            WHERE NOT pg_visible_in_snapshot(e.tx_id, t.snapshot) AND %3$s AND %4$s
                AND (pg_visible_in_snapshot(e.tx_id, pg_current_snapshot())
                    OR e.tx_id = ?::xid8))""";

    private final SecureRandom random = new SecureRandom();
    private final String state;
    private final String event;
    private final String leaf;
    private final String tree;
    private final String leafless;

    LeafBalance(Namespace namespace, String leafless) {
        this.event = namespace.sql("audit_event");
        this.leaf = namespace.sql("audit_leaf");
        this.tree = namespace.sql("audit_tree");
        this.leafless = leafless;
        this.state = "SELECT snapshot::text, pg_current_xact_id_if_assigned()::text FROM " + tree;
    }

    /**
     * What the search begins from.
     *
     * @param sealed the sealed snapshot; where sealing has gone on since, more is read and the same found
     * @param own the transaction that looks; asked for ahead, since the function would keep the server from using several
     *     processes for the passes
     */
    private record State(@Nullable String sealed, @Nullable String own) {}

    /** Gives the events on their way; empty when there may be others without a leaf. */
    Optional<Pending> pending(Connection connection, ArchivedSpans archived) throws SQLException {
        State from;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(state)) {
            if (!row.next()) {
                return Optional.empty();
            }
            from = new State(row.getString(1), row.getString(2));
        }
        return pending(connection, from, sql(archived));
    }

    private Optional<Pending> pending(Connection connection, State from, String sql) throws SQLException {
        long key = random.nextLong();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            select.setLong(2, key);
            select.setLong(3, key);
            select.setString(4, from.sealed());
            select.setString(5, from.sealed());
            select.setString(6, from.own());
            try (ResultSet row = select.executeQuery()) {
                boolean unused = row.next();
                Pending pending = Pending.of(row.getLong(1), row.getObject(2, OffsetDateTime.class));
                return row.getBoolean(3) ? Optional.of(pending) : Optional.empty();
            }
        }
    }

    private String sql(ArchivedSpans archived) {
        return "SELECT p.ids, p.oldest, e.ids = l.ids + p.ids AND e.hashes = l.hashes + p.hashes FROM "
                + SIDE.formatted("id", event, archived.isOutside("id")) + " e, "
                + SIDE.formatted("event_id", leaf, "leaf_index >= 0 AND " + archived.isOutside("event_id")) + " l, "
                + PENDING.formatted(event, tree, leafless, archived.isOutside("e.id")) + " p";
    }
}
