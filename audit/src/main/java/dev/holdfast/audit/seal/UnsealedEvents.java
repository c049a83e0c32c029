package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.SealFinding.Kind;
import dev.holdfast.audit.seal.TreeStore.TreeState;
import dev.holdfast.audit.seal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that are not in the tree yet.
 *
 * <p>To be sealed are those whose transactions have ended since a snapshot was taken: the transactions that were open in
 * it, by name, and those that had not begun, by range. However long another transaction stays open, what was read once is
 * not read again. A row of a transaction that is still open is not shown by the target, and delays no other.
 *
 * <p>For a verifier, one that sealing has not come to is pending. One that the sealed snapshot shows was put in later; so
 * was one that is there although its transaction, by the id in its row, has not ended.
 */
final class UnsealedEvents {
    /** Below every transaction id and event id. */
    private static final String NO_TX = "0";

    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";
    private static final int FETCH = 1000;

    /** What tells the events on their way from those put in by other means. */
    private static final String FROM = """
            FROM %1$s e CROSS JOIN %2$s t CROSS JOIN LATERAL (SELECT NOT t.sweeping
                AND (pg_visible_in_snapshot(e.tx_id, t.snapshot)
                    OR NOT pg_visible_in_snapshot(e.tx_id, pg_current_snapshot())
                        AND e.tx_id IS DISTINCT FROM pg_current_xact_id_if_assigned()) AS inserted) j
            WHERE NOT EXISTS (SELECT FROM %3$s l WHERE l.event_id = e.id)""";

    private final String ended;
    private final String endedLeafless;
    private final String leafless;
    private final String count;
    private final String inserted;

    UnsealedEvents(Namespace namespace) {
        String columns = LeafColumn.select("e");
        String events = " FROM " + namespace.sql("audit_event") + " e WHERE ";
        String without = "NOT EXISTS (SELECT FROM " + namespace.sql("audit_leaf") + " l WHERE l.event_id = e.id)";
        // The limit stands in both arms: behind them, each batch would sort all that is still to come.
        String arm = "(SELECT " + columns + events + "%s AND pg_visible_in_snapshot(e.tx_id, ?::pg_snapshot)"
                + " AND (e.tx_id, e.id) > (?::xid8, ?::uuid)%s ORDER BY e.tx_id, e.id LIMIT ?)";
        String both = "SELECT " + columns + " FROM (" + arm.formatted("e.tx_id = ANY (?::xid8[])", "%1$s")
                + " UNION ALL " + arm.formatted("e.tx_id >= ?::xid8", "%1$s") + ") e ORDER BY e.tx_id, e.id LIMIT ?";
        this.ended = both.formatted("");
        this.endedLeafless = both.formatted(" AND " + without);
        this.leafless = "SELECT " + columns + events + without + " ORDER BY e.id LIMIT ?";
        String from =
                FROM.formatted(namespace.sql("audit_event"), namespace.sql("audit_tree"), namespace.sql("audit_leaf"));
        this.count = "SELECT count(*), min(e.recorded_at) " + from + " AND NOT j.inserted";
        this.inserted = "SELECT e.id " + from + " AND j.inserted ORDER BY e.id LIMIT " + (Findings.MAX + 1);
    }

    /** Takes an event. */
    @FunctionalInterface
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /** Gives events in the order of transaction and id, at most so many, one row in memory at a time. */
    void read(Connection connection, TreeState state, int limit, Taker taker) throws SQLException {
        String range = state.isRestored() ? endedLeafless : ended;
        try (PreparedStatement select = connection.prepareStatement(state.isSweeping() ? leafless : range)) {
            int at = state.isSweeping() ? 0 : bind(select, state.progress(), limit);
            select.setInt(at + 1, limit);
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    private static int bind(PreparedStatement select, Progress progress, int limit) throws SQLException {
        int at = 0;
        for (String arm : List.of(progress.open(), progress.end())) {
            select.setString(++at, arm);
            select.setString(++at, progress.target());
            select.setString(++at, progress.tx() == null ? NO_TX : progress.tx());
            select.setString(++at, progress.id() == null ? NO_ID : String.valueOf(progress.id()));
            select.setInt(++at, limit);
        }
        return at;
    }

    /**
     * The events on their way into the tree.
     *
     * @param events how many
     * @param oldest when the oldest was recorded, or null when there is none
     */
    record Pending(long events, @Nullable Instant oldest) {}

    Pending pending(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            boolean unused = row.next();
            OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
            return new Pending(row.getLong(1), oldest == null ? null : oldest.toInstant());
        }
    }

    void inserted(Connection connection, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(inserted)) {
            while (row.next()) {
                findings.add(new SealFinding(Kind.INSERTED, row.getObject(1, UUID.class), -1, -1));
            }
        }
    }
}
