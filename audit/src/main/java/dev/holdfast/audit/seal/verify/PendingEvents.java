package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events without a leaf, as a verifier sees them.
 *
 * <p>One that sealing has not come to is pending. One that the sealed snapshot shows was put in later; so was one that is
 * there although its transaction, by the id in its row, has not ended.
 */
final class PendingEvents {
    /** What tells the events on their way from those put in by other means. */
    private static final String FROM = """
            FROM %1$s e CROSS JOIN %2$s t CROSS JOIN LATERAL (SELECT NOT t.sweeping
                AND (pg_visible_in_snapshot(e.tx_id, t.snapshot)
                    OR NOT pg_visible_in_snapshot(e.tx_id, pg_current_snapshot())
                        AND e.tx_id IS DISTINCT FROM pg_current_xact_id_if_assigned()) AS inserted) j
            WHERE NOT EXISTS (SELECT FROM %3$s l WHERE l.event_id = e.id)""";

    private final String count;
    private final String inserted;

    PendingEvents(Namespace namespace) {
        String from =
                FROM.formatted(namespace.sql("audit_event"), namespace.sql("audit_tree"), namespace.sql("audit_leaf"));
        this.count = "SELECT count(*) FILTER (WHERE NOT j.inserted), min(e.recorded_at) FILTER (WHERE NOT j.inserted),"
                + " count(*) FILTER (WHERE j.inserted) " + from;
        this.inserted = "SELECT e.id " + from + " AND j.inserted ORDER BY e.id LIMIT " + (Findings.MAX + 1);
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
