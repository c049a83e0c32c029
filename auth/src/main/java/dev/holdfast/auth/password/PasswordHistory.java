package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The passwords that users had before, one row a change. Joins. */
final class PasswordHistory {
    static final Field<String> TENANT_ID = DSL.field(DSL.name("tenant_id"), SQLDataType.CLOB);
    static final Field<String> USER_ID = DSL.field(DSL.name("user_id"), SQLDataType.CLOB);
    static final Field<Long> CHANGE_NUMBER = DSL.field(DSL.name("change_number"), SQLDataType.BIGINT);
    static final Field<byte[]> SEALED_HASH = DSL.field(DSL.name("sealed_hash"), SQLDataType.BLOB);
    static final Field<String> KEY_ID = DSL.field(DSL.name("key_id"), SQLDataType.CLOB);
    static final Field<Instant> CHANGED_AT = DSL.field(DSL.name("changed_at"), SQLDataType.INSTANT);
    static final List<Field<?>> COLUMNS = List.of(TENANT_ID, USER_ID, CHANGE_NUMBER, SEALED_HASH, KEY_ID, CHANGED_AT);

    private final Table<Record> table;

    PasswordHistory(Namespace namespace) {
        this.table = DSL.table(namespace.name("password_history"));
    }

    /** A change and the hash it replaced; null when there was none. */
    record Past(UserRef user, long number, @Nullable Sealed sealed) {}

    /** The newest changes, newest first. */
    List<Past> newest(DSLContext tx, UserRef user, int limit) {
        return HostTransaction.join(tx)
                .select(TENANT_ID, USER_ID, CHANGE_NUMBER, SEALED_HASH, KEY_ID)
                .from(table)
                .where(of(user))
                .orderBy(CHANGE_NUMBER.desc())
                .limit(limit)
                .fetch(PasswordHistory::past);
    }

    /**
     * Takes the next number: of changes that were prepared against the same password one gets it. A number that was taken
     * and forgotten since is not given again, because a newer one stands.
     */
    boolean claim(DSLContext tx, Past change, Instant at) {
        Sealed sealed = change.sealed();
        var newer = DSL.selectOne().from(table).where(of(change.user()), CHANGE_NUMBER.ge(change.number()));
        return HostTransaction.join(tx)
                        .insertInto(table, TENANT_ID, USER_ID, CHANGE_NUMBER, SEALED_HASH, KEY_ID, CHANGED_AT)
                        .select(DSL.select(
                                        DSL.val(change.user().tenantId(), TENANT_ID),
                                        DSL.val(change.user().userId(), USER_ID),
                                        DSL.val(change.number(), CHANGE_NUMBER),
                                        DSL.val(sealed == null ? null : sealed.bytes(), SEALED_HASH),
                                        DSL.val(sealed == null ? null : sealed.keyId(), KEY_ID),
                                        DSL.val(at, CHANGED_AT))
                                .whereNotExists(newer))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** Gives a number back that was taken in this transaction. */
    void release(DSLContext tx, UserRef user, long number) {
        int unused = HostTransaction.join(tx)
                .deleteFrom(table)
                .where(of(user), CHANGE_NUMBER.eq(number))
                .execute();
    }

    /** Forgets what is older than the newest {@code kept}; the newest row stays in any case, since it holds the number. */
    void prune(DSLContext tx, UserRef user, long number, int kept) {
        int unused = HostTransaction.join(tx)
                .deleteFrom(table)
                .where(of(user), CHANGE_NUMBER.le(number - Math.max(kept, 1)))
                .execute();
    }

    int forget(DSLContext tx, UserRef user) {
        return HostTransaction.join(tx).deleteFrom(table).where(of(user)).execute();
    }

    /** The next rows under retiring keys, locked; rows that somebody else has locked are passed over. */
    List<Past> lockUnderKeys(DSLContext own, List<String> keyIds, @Nullable Past after, int limit) {
        Condition next = after == null
                ? DSL.trueCondition()
                : DSL.row(TENANT_ID, USER_ID, CHANGE_NUMBER)
                        .gt(after.user().tenantId(), after.user().userId(), after.number());
        return HostTransaction.join(own)
                .select(TENANT_ID, USER_ID, CHANGE_NUMBER, SEALED_HASH, KEY_ID)
                .from(table)
                .where(KEY_ID.in(keyIds), next)
                .orderBy(TENANT_ID, USER_ID, CHANGE_NUMBER)
                .limit(limit)
                .forNoKeyUpdate()
                .skipLocked()
                .fetch(PasswordHistory::past);
    }

    /** Puts a hash under another key into a row that this transaction has locked. */
    void reseal(DSLContext own, Past past, Sealed sealed) {
        int unused = HostTransaction.join(own)
                .update(table)
                .set(SEALED_HASH, sealed.bytes())
                .set(KEY_ID, sealed.keyId())
                .where(of(past.user()), CHANGE_NUMBER.eq(past.number()))
                .execute();
    }

    private static Past past(Record row) {
        String keyId = row.get(KEY_ID);
        return new Past(
                new UserRef(row.get(TENANT_ID), row.get(USER_ID)),
                row.get(CHANGE_NUMBER),
                keyId == null ? null : new Sealed(keyId, row.get(SEALED_HASH)));
    }

    private static Condition of(UserRef user) {
        return TENANT_ID.eq(user.tenantId()).and(USER_ID.eq(user.userId()));
    }
}
