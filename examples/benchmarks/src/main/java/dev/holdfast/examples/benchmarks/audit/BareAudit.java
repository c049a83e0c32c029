package dev.holdfast.examples.benchmarks.audit;

import dev.holdfast.core.secret.Uuid7;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The insert of an audit row as one writes it by hand: the columns that the audit log writes, in plain JDBC. */
public final class BareAudit {
    /** The columns that it writes, in order. */
    public static final String COLUMNS = "id, occurred_at, schema_version, action, category, outcome, reason, severity,"
            + " target_type, target_id, target_name, targets, change_set, metadata, risk_level, risk_score, suspicious,"
            + " data_class, subject_key_id, actor_type, actor_id, actor_name, actor_session, on_behalf_of, tenant_id,"
            + " source_ip, user_agent, geo, correlation_id, trace_id, span_id, trace_flags, http_method, http_route,"
            + " http_status, http_duration_us";

    private static final String SQL = "INSERT INTO holdfast.audit_event (" + COLUMNS + ") VALUES ("
            + String.join(", ", Collections.nCopies(COLUMNS.split(",", -1).length, "?")) + ")";

    private final Connection connection;
    private final Clock clock = Clock.systemUTC();
    private final Uuid7 ids = Uuid7.of(clock);

    /** An insert on one thread's connection. */
    public BareAudit(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the rows of the contests differ in.
     *
     * @param action what was done
     * @param category its kind
     * @param targetType what kind of thing it was done to
     * @param targetId which one
     * @param changes the changed fields, as JSON
     * @param metadata further facts, as JSON
     */
    public record Facts(
            String action, String category, String targetType, String targetId, String changes, String metadata) {
        String targets() {
            return "[{\"type\":\"" + targetType + "\",\"id\":\"" + targetId + "\"}]";
        }
    }

    /**
     * Who did it, and from where.
     *
     * @param user the user's id
     * @param session the session's id, or null
     * @param sourceIp the address, or null
     * @param userAgent the program, or null
     * @param correlationId the request's id, or null
     */
    public record Doer(
            String user,
            @Nullable String session,
            @Nullable String sourceIp,
            @Nullable String userAgent,
            @Nullable String correlationId) {}

    /** Writes one row. */
    public int insert(Facts facts, Doer doer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            bind(statement, 0, facts, doer);
            return statement.executeUpdate();
        }
    }

    /** Binds a row's values behind those of what the insert is part of. */
    public void bind(PreparedStatement statement, int before, Facts facts, Doer doer) throws SQLException {
        statement.setObject(before + 1, ids.next());
        statement.setObject(before + 2, clock.instant().atOffset(ZoneOffset.UTC));
        statement.setInt(before + 3, 1);
        bind(statement, before, facts);
        bind(statement, before, doer);
    }

    private static void bind(PreparedStatement statement, int before, Facts facts) throws SQLException {
        statement.setString(before + 4, facts.action());
        statement.setString(before + 5, facts.category());
        statement.setString(before + 6, "SUCCESS");
        statement.setNull(before + 7, Types.VARCHAR);
        statement.setString(before + 8, "INFO");
        statement.setString(before + 9, facts.targetType());
        statement.setString(before + 10, facts.targetId());
        statement.setNull(before + 11, Types.VARCHAR);
        statement.setObject(before + 12, facts.targets(), Types.OTHER);
        statement.setObject(before + 13, facts.changes(), Types.OTHER);
        statement.setObject(before + 14, facts.metadata(), Types.OTHER);
        statement.setString(before + 15, "NONE");
        statement.setInt(before + 16, 0);
        statement.setBoolean(before + 17, false);
        statement.setNull(before + 18, Types.VARCHAR);
        statement.setNull(before + 19, Types.VARCHAR);
    }

    private static void bind(PreparedStatement statement, int before, Doer doer) throws SQLException {
        statement.setString(before + 20, "USER");
        statement.setString(before + 21, doer.user());
        statement.setNull(before + 22, Types.VARCHAR);
        statement.setString(before + 23, doer.session());
        statement.setNull(before + 24, Types.VARCHAR);
        statement.setNull(before + 25, Types.VARCHAR);
        statement.setObject(before + 26, doer.sourceIp(), Types.OTHER);
        statement.setString(before + 27, doer.userAgent());
        statement.setNull(before + 28, Types.VARCHAR);
        statement.setString(before + 29, doer.correlationId());
        statement.setNull(before + 30, Types.VARCHAR);
        statement.setNull(before + 31, Types.VARCHAR);
        statement.setNull(before + 32, Types.INTEGER);
        statement.setNull(before + 33, Types.VARCHAR);
        statement.setNull(before + 34, Types.VARCHAR);
        statement.setNull(before + 35, Types.INTEGER);
        statement.setNull(before + 36, Types.BIGINT);
    }
}
