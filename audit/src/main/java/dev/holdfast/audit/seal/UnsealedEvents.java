package dev.holdfast.audit.seal;

import static java.lang.Long.parseUnsignedLong;

import dev.holdfast.audit.seal.SealFinding.Kind;
import dev.holdfast.audit.seal.TreeStore.TreeState;
import dev.holdfast.audit.seal.TreeStore.TreeState.Progress;
import dev.holdfast.audit.seal.leaf.LeafRows;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;
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

    private static final Pattern NUMBERS = Pattern.compile("[0-9:,]*");

    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    private static final String PLACE = "%s ('%s'::xid8, '%s'::uuid)";

    /**
     * Events come in the order of an index and as many as are asked for. Where the planner expects few, it would rather read
     * all there are to come and sort them, again for each batch; and what has come since statistics were taken is few to it.
     */
    private static final String IN_ORDER = "SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off";

    /** What tells the events on their way from those put in by other means. */
    private static final String FROM = """
            FROM %1$s e CROSS JOIN %2$s t CROSS JOIN LATERAL (SELECT NOT t.sweeping
                AND (pg_visible_in_snapshot(e.tx_id, t.snapshot)
                    OR NOT pg_visible_in_snapshot(e.tx_id, pg_current_snapshot())
                        AND e.tx_id IS DISTINCT FROM pg_current_xact_id_if_assigned()) AS inserted) j
            WHERE NOT EXISTS (SELECT FROM %3$s l WHERE l.event_id = e.id)""";

    private final String arms;
    private final String leafless;
    private final String sweep;
    private final String count;
    private final String inserted;

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
        String from =
                FROM.formatted(namespace.sql("audit_event"), namespace.sql("audit_tree"), namespace.sql("audit_leaf"));
        this.count = "SELECT count(*) FILTER (WHERE NOT j.inserted), min(e.recorded_at) FILTER (WHERE NOT j.inserted),"
                + " count(*) FILTER (WHERE j.inserted) " + from;
        this.inserted = "SELECT e.id " + from + " AND j.inserted ORDER BY e.id LIMIT " + (Findings.MAX + 1);
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

    /**
     * The events on their way into the tree.
     *
     * @param events how many
     * @param oldest when the oldest was recorded, or null when there is none
     */
    record Pending(long events, @Nullable Instant oldest) {}

    /** Looks once for events without a leaf, and names those that cannot be on their way. */
    Pending look(Connection connection, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Pending pending;
            long others;
            try (ResultSet row = statement.executeQuery(count)) {
                boolean unused = row.next();
                OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
                pending = new Pending(row.getLong(1), oldest == null ? null : oldest.toInstant());
                others = row.getLong(3);
            }
            if (others > 0) {
                name(statement, findings);
            }
            return pending;
        }
    }

    private void name(Statement statement, Findings findings) throws SQLException {
        try (ResultSet row = statement.executeQuery(inserted)) {
            while (row.next()) {
                findings.add(new SealFinding(Kind.INSERTED, row.getObject(1, UUID.class), -1, -1));
            }
        }
    }
}
