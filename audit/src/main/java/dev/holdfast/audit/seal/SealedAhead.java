package dev.holdfast.audit.seal;

import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Whether sealed events lie ahead of a snapshot: of transactions that it does not show.
 *
 * <p>They were found by the lack of a leaf, after a restore or in a month that came back, and a later round would find them
 * once more by their transactions. While there are any, each round must ask for the lack of a leaf as well; behind them,
 * it would be a look into the leaves for every event, for nothing.
 */
final class SealedAhead {
    private final String sql;

    SealedAhead(Namespace namespace) {
        String sealed = "EXISTS (SELECT FROM " + namespace.sql("audit_event") + " e JOIN " + namespace.sql("audit_leaf")
                + " l ON l.event_id = e.id WHERE e.tx_id ";
        // By range and by name, so that an index on transactions is read at its right edge and nowhere else.
        this.sql = "SELECT " + sealed + ">= pg_snapshot_xmax(?::pg_snapshot)) OR " + sealed
                + "= ANY (ARRAY(SELECT pg_snapshot_xip(?::pg_snapshot))))";
    }

    boolean isAny(Connection connection, String snapshot) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, snapshot);
            select.setString(2, snapshot);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
