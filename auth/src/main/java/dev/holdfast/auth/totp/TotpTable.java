package dev.holdfast.auth.totp;

import dev.holdfast.auth.attempt.internal.AttemptTables;
import dev.holdfast.core.Namespace;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The columns of {@code totp_device}, its statements in plain JDBC, and where attempts are counted. */
final class TotpTable {
    static final Field<String> TENANT_ID = field("tenant_id", SQLDataType.CLOB);
    static final Field<String> USER_ID = field("user_id", SQLDataType.CLOB);

    static final Field<UUID> ID = field("id", SQLDataType.UUID);
    static final Field<String> LABEL = field("label", SQLDataType.CLOB);
    static final Field<String> ALGORITHM = field("algorithm", SQLDataType.CLOB);
    static final Field<Short> DIGITS = field("digits", SQLDataType.SMALLINT);
    static final Field<Short> PERIOD_SECONDS = field("period_seconds", SQLDataType.SMALLINT);
    static final Field<byte[]> SEALED_SECRET = field("sealed_secret", SQLDataType.BLOB);
    static final Field<String> KEY_ID = field("key_id", SQLDataType.CLOB);
    static final Field<Long> LAST_STEP = field("last_step", SQLDataType.BIGINT);
    static final Field<Long> FORGIVEN = field("forgiven", SQLDataType.BIGINT);
    static final Field<Instant> CREATED_AT = field("created_at", SQLDataType.INSTANT);
    static final Field<Instant> CONFIRMED_AT = field("confirmed_at", SQLDataType.INSTANT);
    static final Field<Instant> LAST_USED_AT = field("last_used_at", SQLDataType.INSTANT);
    static final Field<Instant> DISABLED_AT = field("disabled_at", SQLDataType.INSTANT);

    static final List<Field<?>> DEVICE = List.of(
            ID,
            TENANT_ID,
            USER_ID,
            LABEL,
            ALGORITHM,
            DIGITS,
            PERIOD_SECONDS,
            SEALED_SECRET,
            KEY_ID,
            LAST_STEP,
            FORGIVEN,
            CREATED_AT,
            CONFIRMED_AT,
            LAST_USED_AT,
            DISABLED_AT);

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

    static final String BY_ID = STORED + "WHERE tenant_id = ? AND user_id = ? AND id = ? AND disabled_at IS NULL";

    private static final String ADOPTED = """
            INSERT INTO {device} (id, tenant_id, user_id, label, algorithm, digits, period_seconds,
                sealed_secret, key_id, last_step, forgiven, created_at, confirmed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, -1, 0, ?, ?)
            ON CONFLICT ON CONSTRAINT {prefix}totp_device_pk DO\s""";

    // The id is made from the user, so there is one adopted device a user however often and wherever this runs. The
    // newest step used stays: a code spent before is not accepted again.
    static final String ADOPT = ADOPTED + """
            UPDATE
            SET label = excluded.label, algorithm = excluded.algorithm, digits = excluded.digits,
                period_seconds = excluded.period_seconds, sealed_secret = excluded.sealed_secret,
                key_id = excluded.key_id, confirmed_at = excluded.confirmed_at, disabled_at = NULL
            """;

    // What the user has removed since stays removed.
    static final String ADOPT_ONCE = ADOPTED + "NOTHING";

    // The limit again: a device may have been confirmed while this enrolment was begun.
    static final String CONFIRM = """
            UPDATE {device} d
            SET confirmed_at = ?, last_used_at = ?, last_step = ?, forgiven = forgiven + ?
            WHERE tenant_id = ? AND user_id = ? AND id = ? AND confirmed_at IS NULL AND disabled_at IS NULL
              AND created_at > ? AND last_step < ?
              AND (SELECT count(*) FROM {device} o WHERE o.tenant_id = d.tenant_id AND o.user_id = d.user_id
                AND o.confirmed_at IS NOT NULL AND o.disabled_at IS NULL) < ?
            """;

    // Sealed anew only where it still holds what was read: a secret that was replaced meanwhile must not come back.
    static final String USE = """
            UPDATE {device} d
            SET last_step = ?, last_used_at = ?, forgiven = forgiven + ?,
                sealed_secret = CASE WHEN d.sealed_secret = r.read THEN r.sealed ELSE d.sealed_secret END,
                key_id = CASE WHEN d.sealed_secret = r.read THEN r.key_id ELSE d.key_id END
            FROM (SELECT ?::bytea AS read, ?::bytea AS sealed, ?::text AS key_id) r
            WHERE tenant_id = ? AND user_id = ? AND id = ? AND confirmed_at IS NOT NULL AND disabled_at IS NULL
              AND last_step < ?
            """;

    static final String RESEAL = "UPDATE {device} SET sealed_secret = ?, key_id = ? WHERE id = ?";

    private static final String DEVICE_NAME = "totp_device";

    private TotpTable() {}

    static Table<Record> device(Namespace namespace) {
        return DSL.table(namespace.name(DEVICE_NAME));
    }

    static AttemptTables attempts(Namespace namespace) {
        return new AttemptTables(namespace, "totp_attempt", DEVICE_NAME);
    }

    /** A statement of the hot path, with the tables' names filled in. */
    static String sql(Namespace namespace, String text) {
        return text.replace("{device}", namespace.sql(DEVICE_NAME)).replace("{prefix}", namespace.prefix());
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
