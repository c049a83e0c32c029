package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.TreeState.Progress;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The events whose transactions have ended since a snapshot was taken.
 *
 * <p>Those are the transactions that were open in it, by name, and those that had not begun, by range: however long
 * another transaction stays open, what was read once is not read again. A row of a transaction that is still open is not
 * shown by the target, and delays no other.
 */
final class UnsealedEvents {
    /** Below every transaction id and event id. */
    private static final String NO_TX = "0";

    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";
    private static final int FETCH = 1000;

    private final String ended;
    private final String without;
    private final String leafless;

    UnsealedEvents(Namespace namespace) {
        String columns = LeafColumn.select("e");
        String events = " FROM " + namespace.sql("audit_event") + " e WHERE ";
        this.without = "NOT EXISTS (SELECT FROM " + namespace.sql("audit_leaf") + " l WHERE l.event_id = e.id)";
        this.ended = "SELECT " + columns + " FROM (SELECT " + columns + events + "e.tx_id = ANY (?::xid8[])"
                + " UNION ALL SELECT " + columns + events + "e.tx_id >= ?::xid8) e"
                + " WHERE pg_visible_in_snapshot(e.tx_id, ?::pg_snapshot)"
                + " AND (e.tx_id, e.id) > (?::xid8, ?::uuid)%s ORDER BY e.tx_id, e.id LIMIT ?";
        this.leafless = "SELECT " + columns + events + without + " ORDER BY e.id LIMIT ?";
    }

    /** Takes an event. */
    @FunctionalInterface
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /** Gives events in the order of transaction and id, at most so many, one row in memory at a time. */
    void read(Connection connection, TreeState state, int limit, Taker taker) throws SQLException {
        String sql = state.isSweeping() ? leafless : ended.formatted(state.isRestored() ? " AND " + without : "");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = state.isSweeping() ? 0 : bind(select, state.progress());
            select.setInt(at + 1, limit);
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    private static int bind(PreparedStatement select, Progress progress) throws SQLException {
        select.setString(1, progress.open());
        select.setString(2, progress.end());
        select.setString(3, progress.target());
        select.setString(4, progress.tx() == null ? NO_TX : progress.tx());
        select.setString(5, progress.id() == null ? NO_ID : String.valueOf(progress.id()));
        return 5;
    }
}
