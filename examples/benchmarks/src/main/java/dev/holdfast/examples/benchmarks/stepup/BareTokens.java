package dev.holdfast.examples.benchmarks.stepup;

import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;

/** The statements on the token table as one writes them by hand: same columns, same binding, in plain JDBC. */
final class BareTokens {
    static final String INSERT = "INSERT INTO holdfast.step_up_token (id, token_hash, key_id, tenant_id, user_id,"
            + " session_id, action, payload_digest, amr, acr, auth_level, authenticated_at, issued_at, expires_at)"
            + " VALUES (?, ?, 'k1', '', ?, ?, ?, ?, '{pwd}', '1', 1, ?, ?, ?)";

    private static final String SPEND = "UPDATE holdfast.step_up_token SET used_at = ?"
            + " WHERE token_hash = ? AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?"
            + " AND user_id = ? AND session_id = ? AND action = ? AND tenant_id = '' AND payload_digest = ?"
            + " RETURNING id";
    // As long as the table lets it be: a contest lasts minutes.
    private static final long LIFETIME_MINUTES = 15;
    private static final byte[] PAYLOAD = HexFormat.of().parseHex(TokenHost.PAYLOAD.hex());
    private static final Clock CLOCK = Clock.systemUTC();

    private BareTokens() {}

    static void createTable(TestDatabase database) throws SQLException {
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
    }

    static void bindInsert(PreparedStatement insert, UUID id, byte[] hash, String user, String session)
            throws SQLException {
        OffsetDateTime now = CLOCK.instant().atOffset(ZoneOffset.UTC);
        insert.setObject(1, id);
        insert.setBytes(2, hash);
        insert.setString(3, user);
        insert.setString(4, session);
        insert.setString(5, TokenHost.ACTION.name());
        insert.setBytes(6, PAYLOAD);
        insert.setObject(7, now);
        insert.setObject(8, now);
        insert.setObject(9, now.plusMinutes(LIFETIME_MINUTES));
    }

    static UUID spend(Connection connection, byte[] hash, String user, String session) throws SQLException {
        OffsetDateTime now = CLOCK.instant().atOffset(ZoneOffset.UTC);
        try (PreparedStatement update = connection.prepareStatement(SPEND)) {
            update.setObject(1, now);
            update.setBytes(2, hash);
            update.setObject(3, now);
            update.setString(4, user);
            update.setString(5, session);
            update.setString(6, TokenHost.ACTION.name());
            update.setBytes(7, PAYLOAD);
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("a token of session " + session + " must be there to be spent");
                }
                return rows.getObject(1, UUID.class);
            }
        }
    }

    /** A query for how many tokens of a user were spent. */
    static String spent(String user) {
        return "SELECT count(*) FROM holdfast.step_up_token WHERE used_at IS NOT NULL AND user_id = '" + user + "'";
    }
}
