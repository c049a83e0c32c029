package dev.holdfast.auth.rate;

import dev.holdfast.core.Namespace;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The table of shared buckets. */
final class RateTable {
    static final Field<String> ID = DSL.field(DSL.name("id"), SQLDataType.CLOB);
    static final Field<byte[]> STATE = DSL.field(DSL.name("state"), SQLDataType.BLOB);
    static final Field<Instant> EXPIRES_AT = DSL.field(DSL.name("expires_at"), SQLDataType.INSTANT);

    static final List<Field<?>> ALL = List.of(ID, STATE, EXPIRES_AT);

    private static final String NAME = "rate_bucket";

    // Who holds a row is using it; it is not expired, or will be taken the next time.
    private static final String DELETE = """
            DELETE FROM {table} WHERE id IN (
                SELECT id FROM {table} WHERE expires_at <= ?::timestamptz LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private RateTable() {}

    static String name(Namespace namespace) {
        return namespace.sql(NAME);
    }

    static String delete(Namespace namespace) {
        return DELETE.replace("{table}", name(namespace));
    }
}
