package dev.holdfast.auth.totp;

/** The texts of the statements on {@code totp_device} that run as plain JDBC; {@link TotpTable#sql} fills them in. */
final class TotpSql {
    private static final String STORED =
            "SELECT id, tenant_id, user_id, algorithm, digits, period_seconds, sealed_secret, key_id, last_step,"
                    + " created_at, label FROM {device} ";

    static final String CONFIRMED = STORED
            + "WHERE tenant_id = ? AND user_id = ? AND confirmed_at IS NOT NULL AND disabled_at IS NULL ORDER BY id";

    static final String PENDING =
            STORED + "WHERE tenant_id = ? AND user_id = ? AND id = ? AND confirmed_at IS NULL AND disabled_at IS NULL";

    static final String UNDER_KEYS =
            STORED + "WHERE key_id = ANY (?) AND disabled_at IS NULL AND id > ? ORDER BY id LIMIT ?"
                    + " FOR NO KEY UPDATE SKIP LOCKED";

    // A user has at most one pending device, so no two enrolments can pass the limit side by side.
    static final String BEGIN = """
            INSERT INTO {device} AS d (id, tenant_id, user_id, label, algorithm, digits, period_seconds,
                sealed_secret, key_id, last_step, forgiven, created_at)
            SELECT ?, g.tenant_id, g.user_id, ?, ?, ?, ?, ?, ?, -1, 0, ?
            FROM (SELECT ?::text AS tenant_id, ?::text AS user_id) g
            WHERE (SELECT count(*) FROM {device} o WHERE o.tenant_id = g.tenant_id AND o.user_id = g.user_id
                AND o.confirmed_at IS NOT NULL AND o.disabled_at IS NULL) < ?
            ON CONFLICT (tenant_id, user_id) WHERE confirmed_at IS NULL AND disabled_at IS NULL DO UPDATE
            SET id = excluded.id, label = excluded.label, algorithm = excluded.algorithm, digits = excluded.digits,
                period_seconds = excluded.period_seconds, sealed_secret = excluded.sealed_secret,
                key_id = excluded.key_id, created_at = excluded.created_at
            """;

    // The id is made from the user, so there is one adopted device a user however often and wherever this runs. The
    // newest step used stays: a code spent before is not accepted again.
    static final String ADOPT = """
            INSERT INTO {device} (id, tenant_id, user_id, label, algorithm, digits, period_seconds,
                sealed_secret, key_id, last_step, forgiven, created_at, confirmed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, -1, 0, ?, ?)
            ON CONFLICT ON CONSTRAINT {prefix}totp_device_pk DO UPDATE
            SET label = excluded.label, algorithm = excluded.algorithm, digits = excluded.digits,
                period_seconds = excluded.period_seconds, sealed_secret = excluded.sealed_secret,
                key_id = excluded.key_id, confirmed_at = excluded.confirmed_at, disabled_at = NULL
            """;

    static final String CONFIRM = """
            UPDATE {device}
            SET confirmed_at = ?, last_used_at = ?, last_step = ?, forgiven = forgiven + ?
            WHERE tenant_id = ? AND user_id = ? AND id = ? AND confirmed_at IS NULL AND disabled_at IS NULL
              AND created_at > ? AND last_step < ?
            """;

    static final String USE = """
            UPDATE {device}
            SET last_step = ?, last_used_at = ?, forgiven = forgiven + ?,
                sealed_secret = coalesce(?, sealed_secret), key_id = coalesce(?, key_id)
            WHERE tenant_id = ? AND user_id = ? AND id = ? AND confirmed_at IS NOT NULL AND disabled_at IS NULL
              AND last_step < ?
            """;

    static final String RESEAL = "UPDATE {device} SET sealed_secret = ?, key_id = ? WHERE id = ?";

    private TotpSql() {}
}
