package dev.holdfast.auth.stepup.internal;

import dev.holdfast.core.Namespace;
import java.util.List;

/**
 * The table {@code step_up_token}: its columns, and the statements on it.
 *
 * <p>Texts rather than jOOQ's builder, since rendering would cost a third of the client's time on the hot path.
 */
final class StepUpTokenTable {
    static final String NAME = "step_up_token";

    /** Name, type and nullability of each column, as {@code information_schema} words them. */
    static final List<String> COLUMNS = List.of(
            "id uuid NO",
            "token_hash bytea NO",
            "key_id text NO",
            "tenant_id text NO",
            "user_id text NO",
            "session_id text NO",
            "action text NO",
            "payload_digest bytea NO",
            "amr ARRAY NO",
            "acr text NO",
            "auth_level integer NO",
            "authenticated_at timestamp with time zone NO",
            "issued_at timestamp with time zone NO",
            "expires_at timestamp with time zone NO",
            "used_at timestamp with time zone YES",
            "revoked_at timestamp with time zone YES",
            "revoked_reason text YES",
            "replaced_hash bytea YES");

    /**
     * Inserts the token or puts it in the place of the one that is open. The shared lock makes it wait for a revocation
     * of the user that is under way, and a revocation wait for it.
     */
    final String replace;

    /** Spends the token: everything that decides stands in its condition. */
    final String spend;

    /** Says why nothing was spent. */
    final String look;

    /** Revokes the open tokens of a scope. */
    final String revoke;

    StepUpTokenTable(Namespace namespace) {
        String table = namespace.sql(NAME);
        String revoked = "EXISTS (SELECT 1 FROM " + namespace.sql(StepUpRevocationTable.NAME) + " r"
                + " WHERE r.user_id = t.user_id AND r.not_before > t.authenticated_at AND (r.scope = 'USER'"
                + " OR (r.tenant_id = t.tenant_id AND (r.scope = 'TENANT' OR r.session_id = t.session_id))))";
        this.replace = "INSERT INTO " + table + " AS t (id, token_hash, key_id, tenant_id, user_id, session_id, action,"
                + " payload_digest, amr, acr, auth_level, authenticated_at, issued_at, expires_at)"
                + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                + " FROM (SELECT pg_advisory_xact_lock_shared(?, ?)) AS lock"
                + " ON CONFLICT (user_id, session_id, action, tenant_id) WHERE used_at IS NULL AND revoked_at IS NULL"
                + " DO UPDATE SET id = EXCLUDED.id, token_hash = EXCLUDED.token_hash, key_id = EXCLUDED.key_id,"
                + " payload_digest = EXCLUDED.payload_digest, amr = EXCLUDED.amr, acr = EXCLUDED.acr,"
                + " auth_level = EXCLUDED.auth_level, authenticated_at = EXCLUDED.authenticated_at,"
                + " issued_at = EXCLUDED.issued_at, expires_at = EXCLUDED.expires_at, replaced_hash = t.token_hash";
        this.spend = "UPDATE " + table + " AS t SET used_at = ?"
                + " WHERE t.token_hash = ANY (?) AND t.used_at IS NULL AND t.revoked_at IS NULL AND t.expires_at > ?"
                + " AND t.user_id = ? AND t.session_id = ? AND t.action = ? AND t.tenant_id = ?"
                + " AND t.payload_digest = ? AND t.auth_level >= ? AND NOT " + revoked
                + " RETURNING t.id, t.amr, t.authenticated_at";
        this.look =
                "SELECT t.id, CASE WHEN t.user_id <> ? THEN 'WRONG_USER' WHEN t.session_id <> ? THEN 'WRONG_SESSION'"
                        + " WHEN t.action <> ? THEN 'WRONG_ACTION' WHEN t.tenant_id <> ? THEN 'WRONG_USER'"
                        + " WHEN t.payload_digest <> ? THEN 'WRONG_PAYLOAD' WHEN t.used_at IS NOT NULL THEN 'USED'"
                        + " WHEN t.revoked_at IS NOT NULL OR " + revoked + " THEN 'REVOKED'"
                        + " WHEN t.expires_at <= ? THEN 'EXPIRED' WHEN t.auth_level < ? THEN 'INSUFFICIENT_LEVEL'"
                        + " ELSE 'UNKNOWN' END"
                        + " FROM " + table + " AS t WHERE t.token_hash = ANY (?)"
                        + " UNION ALL SELECT t.id, 'REPLACED' FROM " + table + " AS t"
                        + " WHERE t.user_id = ? AND t.session_id = ? AND t.action = ? AND t.tenant_id = ?"
                        + " AND t.used_at IS NULL AND t.revoked_at IS NULL AND t.replaced_hash = ANY (?) LIMIT 1";
        this.revoke = "UPDATE " + table + " SET revoked_at = ?, revoked_reason = ?"
                + " WHERE user_id = ? AND (? = 'USER' OR (tenant_id = ? AND (? = 'TENANT' OR session_id = ?)))"
                + " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?";
    }
}
