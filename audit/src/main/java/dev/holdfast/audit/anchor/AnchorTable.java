package dev.holdfast.audit.anchor;

import dev.holdfast.audit.anchor.AnchorReport.State;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What each anchor was last seen to hold. */
final class AnchorTable {
    private static final String RETURNED = " RETURNING coalesce(a.size, -1), a.held_at, a.failures, a.problem";

    private final String held;
    private final String failed;

    AnchorTable(Namespace namespace) {
        String table = namespace.sql("audit_anchor");
        // A node that was slower must not report less than what is known already.
        this.held = "INSERT INTO " + table + " AS a (name, epoch, size, held_at, tried_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET failures = 0, problem = NULL, tried_at = EXCLUDED.tried_at,"
                + " held_at = greatest(a.held_at, EXCLUDED.held_at), (epoch, size) = (SELECT h.epoch, h.size FROM"
                + " (VALUES (a.epoch, a.size), (EXCLUDED.epoch, EXCLUDED.size)) h (epoch, size)"
                + " ORDER BY h.epoch DESC NULLS LAST, h.size DESC LIMIT 1)" + RETURNED;
        this.failed = "INSERT INTO " + table + " AS a (name, tried_at, failures, problem) VALUES (?, ?, 1, ?)"
                + " ON CONFLICT (name) DO UPDATE SET failures = a.failures + 1, tried_at = EXCLUDED.tried_at,"
                + " problem = EXCLUDED.problem" + RETURNED;
    }

    AnchorReport held(DSLContext tx, String anchor, Checkpoint checkpoint, Instant now) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement put = connection.prepareStatement(held)) {
                put.setString(1, anchor);
                put.setInt(2, checkpoint.epoch());
                put.setLong(3, checkpoint.size());
                put.setObject(4, now.atOffset(ZoneOffset.UTC));
                put.setObject(5, now.atOffset(ZoneOffset.UTC));
                return report(put, anchor, State.HELD);
            }
        });
    }

    /** A problem of an anchor, and whether it is the log's. */
    record Problem(State state, String sentence) {}

    AnchorReport failed(DSLContext tx, String anchor, Problem problem, Instant now) {
        return HostTransaction.onConnection(tx, connection -> failed(connection, anchor, problem, now));
    }

    private AnchorReport failed(Connection connection, String anchor, Problem problem, Instant now)
            throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(failed)) {
            put.setString(1, anchor);
            put.setObject(2, now.atOffset(ZoneOffset.UTC));
            put.setString(3, problem.sentence());
            return report(put, anchor, problem.state());
        }
    }

    private static AnchorReport report(PreparedStatement put, String anchor, State state) throws SQLException {
        try (ResultSet row = put.executeQuery()) {
            boolean unused = row.next();
            return new AnchorReport(anchor, state, row.getLong(1), instant(row, 2), row.getInt(3), row.getString(4));
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
