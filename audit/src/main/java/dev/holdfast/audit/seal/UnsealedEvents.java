package dev.holdfast.audit.seal;

import static java.lang.Long.parseUnsignedLong;

import dev.holdfast.audit.seal.internal.TreeStore.TreeState;
import dev.holdfast.audit.seal.internal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.leaf.LeafRows;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The events that are not in the tree yet.
 *
 * <p>To be sealed are those whose transactions have ended since a snapshot was taken: the transactions that were open in
 * it, by name, and those that had not begun, by range. However long another transaction stays open, what was read once is
 * not read again. A row of a transaction that is still open is not shown by the target, and delays no other.
 */
final class UnsealedEvents {
    /** Below every transaction id and event id. */
    private static final String NO_TX = "0";

    private static final Pattern NUMBERS = Pattern.compile("[0-9:,]*");

    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    private static final String PLACE = "%s ('%s'::xid8, '%s'::uuid)";

    /**
     * Events come in the order of an index and as many as are asked for. Where the planner expects few, it would rather read
     * all there are to come and sort them, again for each batch; and what has come since statistics were taken is few to it.
     */
    private static final String IN_ORDER = "SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off";

    private final String arms;
    private final String leafless;
    private final String sweep;

    UnsealedEvents(Namespace namespace) {
        String columns = LeafRows.select("0::bigint", "e");
        String events = " FROM " + namespace.sql("audit_event") + " e WHERE ";
        // The limit stands in both arms: behind them, each batch would sort all that is still to come.
        // Each has one comparison of places: of two, the server's scan of the index may begin at the lesser one, which
        // is then the first event of all.
        String arm = "(SELECT e.*" + events + "%s AND pg_visible_in_snapshot(e.tx_id, '%%2$s'::pg_snapshot)%%1$s"
                + " ORDER BY e.tx_id, e.id LIMIT %%3$s)";
        this.arms = "SELECT " + columns + " FROM ("
                + arm.formatted("e.tx_id = ANY ('{%4$s}'::xid8[]) AND (e.tx_id, e.id) %5$s") + " UNION ALL "
                + arm.formatted("(e.tx_id, e.id) %6$s") + ") e ORDER BY e.tx_id, e.id LIMIT %3$s";
        this.leafless = "NOT EXISTS (SELECT FROM " + namespace.sql("audit_leaf") + " l WHERE l.event_id = e.id)";
        this.sweep = "SELECT " + columns + events + leafless + " ORDER BY e.id LIMIT %s";
    }

    /**
     * Gives events in the order of transaction and id, at most so many, one row in memory at a time. Tells the planner how,
     * until the transaction ends.
     */
    void read(Connection connection, TreeState state, int limit, LeafRows.Taker taker) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(IN_ORDER);
        }
        LeafRows.read(connection, state.isSweeping() ? sweep.formatted(limit) : ended(state, limit), taker);
    }

    /**
     * COPY has no parameters: what stands in their places is numbers and an id, whatever the tree's columns became. Numbers go
     * in as {@code %s}, since {@code %d} prints them in the digits of the locale.
     */
    private String ended(TreeState state, int limit) {
        Progress progress = state.progress();
        return arms.formatted(
                state.isRestored() ? " AND " + leafless : "",
                numbers(String.valueOf(progress.target())),
                limit,
                numbers(progress.open()),
                behind(progress, NO_TX),
                behind(progress, progress.end()));
    }

    /** Behind the event reached, where that lies behind the bound, else from the bound on. */
    private static String behind(Progress progress, String bound) {
        String tx = progress.tx();
        UUID id = progress.id();
        return tx == null || id == null || Long.compareUnsigned(parseUnsignedLong(tx), parseUnsignedLong(bound)) < 0
                ? PLACE.formatted(">=", numbers(bound), NO_ID)
                : PLACE.formatted(">", numbers(tx), id);
    }

    private static String numbers(String printed) {
        if (!NUMBERS.matcher(printed).matches()) {
            throw new IllegalStateException("tree must hold snapshots and transaction ids, got " + printed);
        }
        return printed;
    }
}
