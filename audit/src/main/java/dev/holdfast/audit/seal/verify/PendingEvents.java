package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.verify.Findings.MissingEvents;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events without a leaf, as a verifier sees them.
 *
 * <p>One that sealing has not come to is pending. One that the sealed snapshot shows was put in later; so was one that is
 * there although its transaction, by the id in its row, has not ended, and one that names no transaction. To ask each event
 * for its leaf is a join of the whole log: where {@link LeafBalance} shows that none lacks it, it is spared.
 */
final class PendingEvents {
    /** What tells the events on their way from those put in by other means. */
    private static final String FROM = """
            FROM %1$s e CROSS JOIN %2$s t CROSS JOIN LATERAL (SELECT NOT t.sweeping
                AND coalesce(pg_visible_in_snapshot(e.tx_id, t.snapshot)
                    OR NOT pg_visible_in_snapshot(e.tx_id, pg_current_snapshot())
                        AND e.tx_id IS DISTINCT FROM pg_current_xact_id_if_assigned(), true) AS inserted) j
            WHERE %3$s""";

    private final String count;
    private final String inserted;
    private final Namespace namespace;
    private final LeafBalance balance;

    PendingEvents(Namespace namespace) {
        // An entry in no place of the tree is no leaf.
        String leafless = "NOT EXISTS (SELECT FROM " + namespace.sql("audit_leaf")
                + " l WHERE l.event_id = e.id AND l.leaf_index >= 0)";
        String from = FROM.formatted(namespace.sql("audit_event"), namespace.sql("audit_tree"), leafless);
        this.count = "SELECT count(*) FILTER (WHERE NOT j.inserted), min(e.recorded_at) FILTER (WHERE NOT j.inserted),"
                + " count(*) FILTER (WHERE j.inserted) " + from;
        this.inserted = "SELECT e.id " + from + " AND (%s) AND j.inserted ORDER BY e.id LIMIT " + (Findings.MAX + 1);
        this.namespace = namespace;
        this.balance = new LeafBalance(namespace, leafless);
    }

    /**
     * The events on their way into the tree.
     *
     * @param events how many
     * @param oldest when the oldest was recorded, or null when there is none
     */
    record Pending(long events, @Nullable Instant oldest) {
        static Pending of(long events, @Nullable OffsetDateTime oldest) {
            return new Pending(events, oldest == null ? null : oldest.toInstant());
        }

        private Pending with(Pending others) {
            Instant first = oldest;
            boolean isOlder = others.oldest != null && (first == null || others.oldest.isBefore(first));
            return new Pending(events + others.events, isOlder ? others.oldest : first);
        }
    }

    /**
     * Looks once for events without a leaf, and names those that cannot be on their way.
     *
     * @param missing the sealed events that the log was found to lack; the leaves of their months have no counterpart
     */
    Pending look(Connection connection, MissingEvents missing, Findings findings) throws SQLException {
        if (findings.isEmpty()) {
            ArchivedSpans archived = ArchivedSpans.of(
                    namespace,
                    missing.months().stream().map(MissingEvents.Month::month).toList());
            Optional<Pending> elsewhere = balance.pending(connection, archived);
            if (elsewhere.isPresent()) {
                return archived.isEmpty()
                        ? elsewhere.get()
                        : elsewhere.get().with(look(connection, archived.isWithin("e.id"), findings));
            }
        }
        return look(connection, "true", findings);
    }

    /** Asks each of some events for its leaf. */
    private Pending look(Connection connection, String which, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Pending pending;
            long others;
            try (ResultSet row = statement.executeQuery(count + " AND (" + which + ")")) {
                boolean unused = row.next();
                pending = Pending.of(row.getLong(1), row.getObject(2, OffsetDateTime.class));
                others = row.getLong(3);
            }
            if (others > 0) {
                name(statement, which, findings);
            }
            return pending;
        }
    }

    private void name(Statement statement, String which, Findings findings) throws SQLException {
        try (ResultSet row = statement.executeQuery(inserted.formatted(which))) {
            while (row.next()) {
                findings.add(new SealFinding(Kind.INSERTED, row.getObject(1, UUID.class), -1, -1));
            }
        }
    }
}
