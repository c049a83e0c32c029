package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.core.lock.retry.Pause;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Reason;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Refused;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Scratch databases by {@code CREATE DATABASE … TEMPLATE}. Source: PostgreSQL manual, §23.3 Template Databases. */
final class TemplateScratch implements ScratchDatabases {
    private static final String IN_USE = "55006";
    private static final String MISSING = "3D000";
    private static final String DENIED = "42501";
    /** An autovacuum worker is no obstacle: the server ends it by itself. */
    private static final String SESSIONS = """
            SELECT concat_ws(' ', 'pid', pid, 'of', usename, nullif('(' || application_name || ')', '()'), state)
            FROM pg_stat_activity
            WHERE datname = ? AND backend_type <> 'autovacuum worker'
            UNION ALL
            SELECT 'prepared transaction of ' || owner FROM pg_prepared_xacts WHERE database = ?
            """;

    /** A session whose client has just left is seen until its process has ended. */
    private static final int LOOKS = 10;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ScratchServer server;
    private final String source;

    TemplateScratch(ScratchServer server, String source) {
        this.server = server;
        this.source = source;
    }

    @Override
    public ScratchResult create() {
        return server.create(this::copy);
    }

    @Override
    public List<String> removeLeftovers(Duration olderThan) {
        return server.removeLeftovers(olderThan);
    }

    @Override
    public String toString() {
        return "ScratchDatabases[template " + source + "]";
    }

    private ScratchResult copy(Connection maintenance, Scratch scratch) throws SQLException {
        // Before the copy: its own wait of five seconds would keep every new session of the source out.
        List<String> sessions = sessions(maintenance);
        for (int looks = 1; looks < LOOKS && !sessions.isEmpty() && pausedBetweenLooks(); looks++) {
            sessions = sessions(maintenance);
        }
        if (!sessions.isEmpty()) {
            return inUse(sessions);
        }
        try {
            ScratchServer.execute(
                    maintenance,
                    "CREATE DATABASE " + TableName.quote(scratch.name()) + " TEMPLATE " + TableName.quote(source)
                            + " STRATEGY file_copy");
        } catch (SQLException e) {
            return refusal(maintenance, e);
        }
        DatabaseSettings.copy(maintenance, source, scratch.name());
        return new ScratchResult.Ready(scratch);
    }

    /** Whether it may look again: one that is interrupted takes what it has seen. */
    private static boolean pausedBetweenLooks() {
        try {
            Pause.sleeping().pause(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ScratchResult refusal(Connection maintenance, SQLException failure) throws SQLException {
        String state = String.valueOf(failure.getSQLState());
        String said = SqlFailure.in(failure).map(SqlFailure::toString).orElse(state);
        return switch (state) {
            // Somebody came between the look and the copy.
            case IN_USE -> inUse(sessions(maintenance));
            case MISSING ->
                new Refused(Reason.NO_SUCH_SOURCE, "source database must exist, got '" + source + "': " + said);
            case DENIED ->
                new Refused(
                        Reason.NOT_ALLOWED,
                        "the role may not copy database " + source + " (" + said
                                + "): give it CREATEDB and make it the source's owner, or use a schema dump");
            default -> throw DatabaseException.of("database " + source + " could not be copied", failure);
        };
    }

    private Refused inUse(List<String> sessions) {
        return new Refused(
                Reason.SOURCE_IN_USE,
                "database " + source + " cannot be copied while it is in use by " + sessions
                        + ": end these sessions, or use a schema dump");
    }

    private List<String> sessions(Connection maintenance) throws SQLException {
        List<String> sessions = new ArrayList<>();
        try (PreparedStatement statement = maintenance.prepareStatement(SESSIONS)) {
            statement.setString(1, source);
            statement.setString(2, source);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sessions.add(rows.getString(1));
                }
            }
        }
        return sessions;
    }
}
