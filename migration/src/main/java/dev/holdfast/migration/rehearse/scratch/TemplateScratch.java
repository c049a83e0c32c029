package dev.holdfast.migration.rehearse.scratch;

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
    /** Looks for sessions, a twentieth of a second apart, before one counts as staying. */
    private static final int LOOKS = 20;
    /** An autovacuum worker is no obstacle: the server ends it by itself. */
    private static final String SESSIONS = """
            SELECT concat_ws(' ', 'pid', pid, 'of', usename, nullif('(' || application_name || ')', '()'), state)
            FROM pg_stat_activity
            WHERE datname = ? AND backend_type <> 'autovacuum worker'
            UNION ALL
            SELECT 'prepared transaction of ' || owner FROM pg_prepared_xacts WHERE database = ?
            """;

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
        List<String> sessions = lastingSessions(maintenance);
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

    /**
     * The sessions that stay: one that was closed a moment ago still has its server process. CREATE DATABASE would wait
     * for it as well, but holds off everybody who connects to the source meanwhile.
     */
    private List<String> lastingSessions(Connection maintenance) throws SQLException {
        List<String> sessions = sessions(maintenance);
        for (int look = 1; look < LOOKS && !sessions.isEmpty(); look++) {
            ScratchServer.execute(maintenance, "SELECT pg_catalog.pg_sleep(0.05)");
            sessions = sessions(maintenance);
        }
        return sessions;
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
