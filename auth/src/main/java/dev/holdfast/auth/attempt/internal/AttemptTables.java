package dev.holdfast.auth.attempt.internal;

import dev.holdfast.core.Namespace;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Where the attempts at one kind of factor are counted, and where its successes say what they give back.
 *
 * @param namespace where the tables are
 * @param attempt the name of the table that counts; only owned transactions write it
 * @param credential the name of the table that joined transactions write: it has {@code tenant_id}, {@code user_id} and
 *     {@code forgiven}, which never falls while the user has a counter
 */
public record AttemptTables(Namespace namespace, String attempt, String credential) {
    private static final Field<String> TENANT_ID = field("tenant_id", SQLDataType.CLOB);
    private static final Field<String> USER_ID = field("user_id", SQLDataType.CLOB);
    private static final Field<String> CHALLENGE_ID = field("challenge_id", SQLDataType.CLOB);
    private static final Field<Long> ATTEMPTS = field("attempts", SQLDataType.BIGINT);
    private static final Field<Long> FORGIVEN_SEEN = field("forgiven_seen", SQLDataType.BIGINT);
    private static final Field<Instant[]> RECENT = field("recent", SQLDataType.INSTANT.array());
    private static final Field<Instant> UPDATED_AT = field("updated_at", SQLDataType.INSTANT);

    /** The columns of every table that counts, in their order. */
    public static final List<Field<?>> COLUMNS =
            List.of(TENANT_ID, USER_ID, CHALLENGE_ID, ATTEMPTS, FORGIVEN_SEEN, RECENT, UPDATED_AT);

    /** A statement with the tables' names filled in. */
    String fill(String text) {
        return text.replace("{attempt}", namespace.sql(attempt))
                .replace("{attempt_pk}", namespace.prefix() + attempt + "_pk")
                .replace("{credential}", namespace.sql(credential));
    }

    /**
     * Joins. Deletes counters that no longer bind: those of challenges, and those of users without a credential.
     *
     * @param own the transaction of a batch job
     * @param until counters last written then or before
     * @param limit the most rows
     * @return how many were deleted
     */
    public int deleteStale(DSLContext own, Instant until, int limit) {
        Table<Record> counters = DSL.table(namespace.name(attempt));
        Table<Record> credentials = DSL.table(namespace.name(credential));
        var key = DSL.row(TENANT_ID, USER_ID, CHALLENGE_ID);
        var holds =
                DSL.row(TENANT_ID, USER_ID).in(own.select(TENANT_ID, USER_ID).from(credentials));
        return own.deleteFrom(counters)
                .where(key.in(own.select(TENANT_ID, USER_ID, CHALLENGE_ID)
                        .from(counters)
                        .where(UPDATED_AT.le(until), CHALLENGE_ID.ne("").or(DSL.not(holds)))
                        .limit(limit)
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
