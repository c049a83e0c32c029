package dev.holdfast.auth.recovery;

import dev.holdfast.auth.attempt.internal.AttemptTables;
import dev.holdfast.core.Namespace;
import java.time.Instant;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The columns of {@code recovery_set} and {@code recovery_code}, and their statements. */
final class RecoveryTable {
    static final Field<String> TENANT_ID = field("tenant_id", SQLDataType.CLOB);
    static final Field<String> USER_ID = field("user_id", SQLDataType.CLOB);

    static final Field<Integer> REMAINING = field("remaining", SQLDataType.INTEGER);
    static final Field<Long> FORGIVEN = field("forgiven", SQLDataType.BIGINT);
    static final Field<Instant> GENERATED_AT = field("generated_at", SQLDataType.INSTANT);

    static final Field<byte[]> CODE_HASH = field("code_hash", SQLDataType.BLOB);
    static final Field<String> KEY_ID = field("key_id", SQLDataType.CLOB);
    static final Field<Instant> USED_AT = field("used_at", SQLDataType.INSTANT);

    static final List<Field<?>> SET = List.of(TENANT_ID, USER_ID, REMAINING, FORGIVEN, GENERATED_AT);
    static final List<Field<?>> CODE = List.of(TENANT_ID, USER_ID, CODE_HASH, KEY_ID, USED_AT);

    // Whoever writes codes of a user holds this row first, so that no two writers see each other's half.
    static final String OPEN = """
            INSERT INTO {set} AS s (tenant_id, user_id, remaining, forgiven, generated_at) VALUES (?, ?, ?, 0, ?)
            ON CONFLICT ON CONSTRAINT {prefix}recovery_set_pk DO UPDATE
            SET remaining = excluded.remaining, generated_at = excluded.generated_at
            """;

    static final String ERASE = "DELETE FROM {code} WHERE tenant_id = ? AND user_id = ?";

    static final String STORE = """
            INSERT INTO {code} (tenant_id, user_id, code_hash, key_id) SELECT ?, ?, hash, ? FROM unnest(?) AS hash
            """;

    // One statement decides, spends and counts. The user's row is locked first, as generating does: two spends, or a
    // spend and a replacement, come one after the other, and what they leave is exact.
    static final String SPEND = """
            WITH owner AS MATERIALIZED (
                SELECT tenant_id, user_id FROM {set} WHERE tenant_id = ? AND user_id = ? FOR NO KEY UPDATE
            ), spent AS (
                UPDATE {code} c SET used_at = ?
                FROM owner o
                WHERE c.tenant_id = o.tenant_id AND c.user_id = o.user_id
                  AND c.code_hash = ANY (?) AND c.used_at IS NULL
                RETURNING c.tenant_id, c.user_id
            )
            UPDATE {set} s SET remaining = s.remaining - 1, forgiven = s.forgiven + ?
            FROM spent
            WHERE s.tenant_id = spent.tenant_id AND s.user_id = spent.user_id
            RETURNING s.remaining
            """;

    static final String CLOSE = "UPDATE {set} SET remaining = 0 WHERE tenant_id = ? AND user_id = ?";

    static final String WHY = """
            SELECT EXISTS (SELECT FROM {code} WHERE tenant_id = ? AND user_id = ?) AS enrolled,
                   EXISTS (SELECT FROM {code} WHERE tenant_id = ? AND user_id = ?
                       AND code_hash = ANY (?) AND used_at IS NOT NULL) AS used
            """;

    static final String LEFT = "SELECT remaining FROM {set} WHERE tenant_id = ? AND user_id = ?";

    static final String UNDER_KEYS =
            "SELECT count(DISTINCT (tenant_id, user_id)) FROM {code} WHERE key_id = ANY (?) AND used_at IS NULL";

    private static final String SET_NAME = "recovery_set";

    private RecoveryTable() {}

    static AttemptTables attempts(Namespace namespace) {
        return new AttemptTables(namespace, "recovery_attempt", SET_NAME);
    }

    static String sql(Namespace namespace, String text) {
        return text.replace("{set}", namespace.sql(SET_NAME))
                .replace("{code}", namespace.sql("recovery_code"))
                .replace("{prefix}", namespace.prefix());
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
