package dev.holdfast.examples.benchmarks.credential;

import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** An attempt counted by hand, on the module's own table: one upsert that refuses the hundred-and-first. */
record HandAttempts(String sql) {
    static HandAttempts in(String table) {
        return new HandAttempts("INSERT INTO holdfast." + table + " AS a (tenant_id, user_id, challenge_id, attempts,"
                + " forgiven_seen, recent, updated_at) VALUES ('', ?, '', 1, 0, '{}', ?)"
                + " ON CONFLICT (tenant_id, user_id, challenge_id) DO UPDATE SET attempts = a.attempts + 1,"
                + " updated_at = excluded.updated_at WHERE a.attempts < 100 RETURNING attempts");
    }

    int count(Connection connection, String user, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user);
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                JdbcContestant.requireRow(row);
                return row.getInt(1);
            }
        }
    }
}
