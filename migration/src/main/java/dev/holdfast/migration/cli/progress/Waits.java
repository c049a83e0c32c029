package dev.holdfast.migration.cli.progress;

import dev.holdfast.migration.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Looks up what a run waits for, on a connection of its own: whose lock it is, or how far an index has been built. Names
 * sessions by number, program and state; no query, no row.
 *
 * <p>Source: PostgreSQL manual §27.2.3 pg_stat_activity, §27.4.4 CREATE INDEX progress reporting, §9.26 pg_blocking_pids.
 *
 * @param dataSource where to ask
 * @param application the name that the run's sessions have
 */
record Waits(DataSource dataSource, String application) {
    private static final String BLOCKERS = """
            SELECT b.pid, coalesce(nullif(b.application_name, ''), 'unnamed'), coalesce(b.state, 'unknown')
            FROM pg_stat_activity a
            CROSS JOIN LATERAL unnest(pg_blocking_pids(a.pid)) AS blocking (pid)
            JOIN pg_stat_activity b ON b.pid = blocking.pid
            WHERE a.application_name = ? AND a.state <> 'idle' AND b.application_name <> a.application_name
            ORDER BY b.pid LIMIT 3""";
    private static final String INDEX = """
            SELECT p.phase, CASE WHEN p.blocks_total > 0 THEN 100 * p.blocks_done / p.blocks_total END
            FROM pg_stat_activity a JOIN pg_stat_progress_create_index p USING (pid)
            WHERE a.application_name = ? LIMIT 1""";

    /** What is waited for, as the rest of a sentence; empty when nothing is seen. */
    String look() {
        try (Connection connection = dataSource.getConnection()) {
            List<String> blockers = blockers(connection);
            return blockers.isEmpty() ? index(connection) : ", waits for " + String.join(" and ", blockers);
        } catch (SQLException e) {
            return ", and what it waits for could not be looked up: "
                    + SqlFailure.in(e).map(SqlFailure::toString).orElse("no answer");
        }
    }

    private List<String> blockers(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BLOCKERS)) {
            statement.setString(1, application);
            try (ResultSet row = statement.executeQuery()) {
                List<String> blockers = new ArrayList<>();
                while (row.next()) {
                    blockers.add(
                            "a lock of pid " + row.getInt(1) + " (" + row.getString(2) + ", " + row.getString(3) + ")");
                }
                return blockers;
            }
        }
    }

    private String index(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEX)) {
            statement.setString(1, application);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return "";
                }
                String percent = row.getString(2);
                return ", " + row.getString(1) + (percent == null ? "" : " (" + percent + " %)");
            }
        }
    }
}
