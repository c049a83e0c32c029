package dev.holdfast.auth.device;

import static dev.holdfast.auth.device.DeviceTable.CHANGED_AT;
import static dev.holdfast.auth.device.DeviceTable.CREATED_AT;
import static dev.holdfast.auth.device.DeviceTable.EXPIRES_AT;
import static dev.holdfast.auth.device.DeviceTable.FAMILY_HASH;
import static dev.holdfast.auth.device.DeviceTable.ID;
import static dev.holdfast.auth.device.DeviceTable.KEY_ID;
import static dev.holdfast.auth.device.DeviceTable.LABEL;
import static dev.holdfast.auth.device.DeviceTable.LAST_USED_AT;
import static dev.holdfast.auth.device.DeviceTable.PREVIOUS_HASH;
import static dev.holdfast.auth.device.DeviceTable.REVOKED_AT;
import static dev.holdfast.auth.device.DeviceTable.REVOKED_REASON;
import static dev.holdfast.auth.device.DeviceTable.ROTATED_AT;
import static dev.holdfast.auth.device.DeviceTable.TENANT_ID;
import static dev.holdfast.auth.device.DeviceTable.TOKEN_HASH;
import static dev.holdfast.auth.device.DeviceTable.USER_ID;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.Binds;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The statements on trusted devices. All join; each that decides is one statement. */
final class DeviceStore {
    private final Table<Record> device;
    private final Table<Record> owner;
    private final String rotate;

    DeviceStore(Namespace namespace) {
        this.device = DeviceTable.device(namespace);
        this.owner = DeviceTable.owner(namespace);
        this.rotate = DeviceTable.sql(namespace, DeviceTable.ROTATE);
    }

    /** A device of a user. */
    record Of(UserRef user, UUID id) {
        Condition condition() {
            return ID.eq(id).and(of(user));
        }
    }

    /** When, and from which time on a rotation is still within its grace. */
    record Moment(Instant now, Instant graceAfter) {}

    /**
     * Holds the user's row until the transaction ends. Whoever trusts a device or revokes several holds it first: at
     * READ COMMITTED the statements that follow see what the one before has done, above it they end in a conflict.
     */
    void hold(DSLContext tx, String userId, Instant now) {
        int unused = HostTransaction.join(tx)
                .insertInto(owner, USER_ID, CHANGED_AT)
                .values(userId, now)
                .onConflict(USER_ID)
                .doUpdate()
                .set(CHANGED_AT, now)
                .execute();
    }

    /** Ends the trust of those devices, unused longest, that would leave no room for another. */
    int makeRoom(DSLContext tx, UserRef user, int maxDevices, Instant now) {
        return revoke(
                tx,
                ID.in(DSL.select(ID)
                        .from(device)
                        .where(of(user), open(now))
                        .orderBy(LAST_USED_AT.desc(), ID.desc())
                        .offset(maxDevices - 1)),
                new Reason("replaced", now));
    }

    void insert(DSLContext tx, Of of, DeviceTokens.Stored token, TrustedDevice shown) {
        int unused = HostTransaction.join(tx)
                .insertInto(device)
                .set(ID, of.id())
                .set(TENANT_ID, of.user().tenantId())
                .set(USER_ID, of.user().userId())
                .set(LABEL, shown.label())
                .set(FAMILY_HASH, token.family().hash())
                .set(TOKEN_HASH, token.token().hash())
                .set(KEY_ID, token.token().keyId())
                .set(CREATED_AT, shown.trustedAt())
                .set(ROTATED_AT, shown.trustedAt())
                .set(LAST_USED_AT, shown.lastUsed())
                .set(EXPIRES_AT, shown.expiresAt())
                .execute();
    }

    /** Compare-and-set: the expiry when the token was the newest and has been out for longer than the grace. */
    Optional<Instant> rotate(
            DSLContext tx, Of of, List<HashTag> presented, DeviceTokens.Stored successor, Moment moment) {
        return JoinedSql.row(
                tx,
                rotate,
                binds -> binds.bytes(successor.token().hash())
                        .bytes(successor.family().hash())
                        .texts(successor.token().keyId())
                        .time(moment.now())
                        .time(moment.now())
                        .uuid(of.id())
                        .user(of.user())
                        .time(moment.now())
                        .hashes(presented)
                        .time(moment.graceAfter()),
                row -> Binds.time(row, 1));
    }

    /** A device as it stands, compared with a token within the database. */
    record Seen(
            boolean newest,
            boolean previous,
            boolean family,
            boolean inGrace,
            String keyId,
            Instant expiresAt,
            boolean revoked) {}

    Optional<Seen> look(DSLContext tx, Of of, Presented presented, Moment moment) {
        Field<Boolean> newest = DSL.field(isOneOf(TOKEN_HASH, presented.token()));
        Field<Boolean> previous = DSL.field(PREVIOUS_HASH.isNotNull().and(isOneOf(PREVIOUS_HASH, presented.token())));
        Field<Boolean> family = DSL.field(isOneOf(FAMILY_HASH, presented.family()));
        Field<Boolean> inGrace = DSL.field(ROTATED_AT.gt(moment.graceAfter()));
        return HostTransaction.join(tx)
                .select(newest, previous, family, inGrace, KEY_ID, EXPIRES_AT, REVOKED_AT)
                .from(device)
                .where(of.condition())
                .fetchOptional(row -> new Seen(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.get(KEY_ID),
                        row.get(EXPIRES_AT),
                        row.get(REVOKED_AT) != null));
    }

    /** The hashes of a presented token and of its family. */
    record Presented(List<HashTag> token, List<HashTag> family) {}

    /** Ends the trust of a device whose old token was sent; not when it is the newest, or the one before in its grace. */
    boolean revokeReused(DSLContext tx, Of of, Presented presented, Moment moment) {
        Condition isBefore = PREVIOUS_HASH
                .isNotNull()
                .and(isOneOf(PREVIOUS_HASH, presented.token()))
                .and(ROTATED_AT.gt(moment.graceAfter()));
        Condition isReused = isOneOf(FAMILY_HASH, presented.family())
                .andNot(isOneOf(TOKEN_HASH, presented.token()))
                .andNot(isBefore);
        return revoke(tx, of.condition().and(open(moment.now())).and(isReused), new Reason("reused", moment.now()))
                == 1;
    }

    /** Why and when the trust ends. */
    record Reason(String word, Instant at) {}

    int revoke(DSLContext tx, Condition which, Reason reason) {
        return HostTransaction.join(tx)
                .update(device)
                .set(REVOKED_AT, reason.at())
                .set(REVOKED_REASON, reason.word())
                .where(which, REVOKED_AT.isNull())
                .execute();
    }

    List<TrustedDevice> list(DSLContext tx, UserRef user, Instant now) {
        return HostTransaction.join(tx)
                .select(ID, LABEL, CREATED_AT, LAST_USED_AT, EXPIRES_AT)
                .from(device)
                .where(of(user), open(now))
                .orderBy(LAST_USED_AT.desc(), ID.desc())
                .fetch(row -> new TrustedDevice(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    int deleteExpired(DSLContext own, Instant expiredUntil, int limit) {
        DSLContext joined = HostTransaction.join(own);
        return joined.deleteFrom(device)
                .where(ID.in(DSL.select(ID)
                        .from(device)
                        .where(EXPIRES_AT.le(expiredUntil))
                        .limit(limit)
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    int deleteOwners(DSLContext own, Instant changedUntil, int limit) {
        Field<String> holder = DSL.field(DSL.name("o", "user_id"), USER_ID.getDataType());
        DSLContext joined = HostTransaction.join(own);
        return joined.deleteFrom(owner)
                .where(USER_ID.in(DSL.select(holder)
                        .from(owner.as("o"))
                        .where(CHANGED_AT.le(changedUntil))
                        .andNotExists(DSL.selectOne().from(device).where(USER_ID.eq(holder)))
                        .limit(limit)
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    static Condition of(UserRef user) {
        return TENANT_ID.eq(user.tenantId()).and(USER_ID.eq(user.userId()));
    }

    /** At expiresAt a device is already expired. */
    static Condition open(Instant now) {
        return REVOKED_AT.isNull().and(EXPIRES_AT.gt(now));
    }

    private static Condition isOneOf(Field<byte[]> column, List<HashTag> tags) {
        return column.in(tags.stream().map(HashTag::hash).toList());
    }
}
