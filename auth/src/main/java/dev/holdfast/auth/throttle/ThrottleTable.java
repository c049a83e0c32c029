package dev.holdfast.auth.throttle;

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

/** The throttle's tables. */
final class ThrottleTable {
    static final Field<byte[]> BUCKET = field("bucket", SQLDataType.BLOB);
    static final Field<String> KEY_ID = field("key_id", SQLDataType.CLOB);
    static final Field<String> KIND = field("kind", SQLDataType.CLOB);
    static final Field<byte[]> ACCOUNT = field("account", SQLDataType.BLOB);
    static final Field<UUID> GENERATION = field("generation", SQLDataType.UUID);
    static final Field<Integer> FAILURES = field("failures", SQLDataType.INTEGER);
    static final Field<Instant> EMPTY_AT = field("empty_at", SQLDataType.INSTANT);
    static final Field<Instant> LAST_AT = field("last_at", SQLDataType.INSTANT);
    static final Field<Instant> PREVIOUS_AT = field("previous_at", SQLDataType.INSTANT);
    static final Field<Instant> STOPPED_AT = field("stopped_at", SQLDataType.INSTANT);
    static final Field<Integer> ACCOUNTS = field("accounts", SQLDataType.INTEGER);
    static final Field<Boolean> SPRAYED = field("sprayed", SQLDataType.BOOLEAN);
    static final Field<String> COUNTRY = field("country", SQLDataType.CLOB);

    static final List<Field<?>> BUCKETS = List.of(
            BUCKET,
            KEY_ID,
            KIND,
            ACCOUNT,
            GENERATION,
            FAILURES,
            EMPTY_AT,
            LAST_AT,
            PREVIOUS_AT,
            STOPPED_AT,
            ACCOUNTS,
            SPRAYED);

    static final List<Field<?>> PLACES = List.of(ACCOUNT, COUNTRY, KEY_ID, LAST_AT);

    private static final String BUCKET_NAME = "login_bucket";
    private static final String PLACE_NAME = "login_place";

    private ThrottleTable() {}

    static Table<Record> buckets(Namespace namespace) {
        return DSL.table(namespace.name(BUCKET_NAME));
    }

    static Table<Record> places(Namespace namespace) {
        return DSL.table(namespace.name(PLACE_NAME));
    }

    /** A statement of the hot path, with the tables' names filled in. */
    static String sql(Namespace namespace, String text) {
        return text.replace("{bucket}", namespace.sql(BUCKET_NAME))
                .replace("{place}", namespace.sql(PLACE_NAME))
                .replace("{prefix}", namespace.prefix());
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
