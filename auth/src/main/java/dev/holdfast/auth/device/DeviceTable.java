package dev.holdfast.auth.device;

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

/** The columns of {@code trusted_device} and {@code trusted_device_owner}. */
final class DeviceTable {
    static final Field<UUID> ID = field("id", SQLDataType.UUID);
    static final Field<String> TENANT_ID = field("tenant_id", SQLDataType.CLOB);
    static final Field<String> USER_ID = field("user_id", SQLDataType.CLOB);
    static final Field<String> LABEL = field("label", SQLDataType.CLOB);
    static final Field<byte[]> FAMILY_HASH = field("family_hash", SQLDataType.BLOB);
    static final Field<byte[]> TOKEN_HASH = field("token_hash", SQLDataType.BLOB);
    static final Field<byte[]> PREVIOUS_HASH = field("previous_hash", SQLDataType.BLOB);
    static final Field<String> KEY_ID = field("key_id", SQLDataType.CLOB);
    static final Field<Instant> CREATED_AT = field("created_at", SQLDataType.INSTANT);
    static final Field<Instant> ROTATED_AT = field("rotated_at", SQLDataType.INSTANT);
    static final Field<Instant> LAST_USED_AT = field("last_used_at", SQLDataType.INSTANT);
    static final Field<Instant> EXPIRES_AT = field("expires_at", SQLDataType.INSTANT);
    static final Field<Instant> REVOKED_AT = field("revoked_at", SQLDataType.INSTANT);
    static final Field<String> REVOKED_REASON = field("revoked_reason", SQLDataType.CLOB);

    static final Field<Instant> CHANGED_AT = field("changed_at", SQLDataType.INSTANT);

    static final List<Field<?>> DEVICE = List.of(
            ID,
            TENANT_ID,
            USER_ID,
            LABEL,
            FAMILY_HASH,
            TOKEN_HASH,
            PREVIOUS_HASH,
            KEY_ID,
            CREATED_AT,
            ROTATED_AT,
            LAST_USED_AT,
            EXPIRES_AT,
            REVOKED_AT,
            REVOKED_REASON);

    static final List<Field<?>> OWNER = List.of(USER_ID, CHANGED_AT);

    // What every recognition runs, so its text is made once. At expires_at a device is already expired; at exactly the
    // grace's end the token before counts no longer, and this one is replaced.
    static final String ROTATE = """
            UPDATE {device} SET previous_hash = token_hash, token_hash = ?, family_hash = ?, key_id = ?,
                rotated_at = ?, last_used_at = ?
            WHERE id = ? AND tenant_id = ? AND user_id = ? AND revoked_at IS NULL AND expires_at > ?
              AND token_hash = ANY (?) AND rotated_at <= ?
            RETURNING expires_at
            """;

    private static final String NAME = "trusted_device";

    private DeviceTable() {}

    static Table<Record> device(Namespace namespace) {
        return DSL.table(namespace.name(NAME));
    }

    /** A statement with the device's table filled in. */
    static String sql(Namespace namespace, String text) {
        return text.replace("{device}", namespace.sql(NAME));
    }

    static Table<Record> owner(Namespace namespace) {
        return DSL.table(namespace.name("trusted_device_owner"));
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
