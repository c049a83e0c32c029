package dev.holdfast.auth.totp;

import static dev.holdfast.auth.totp.TotpTable.CONFIRMED_AT;
import static dev.holdfast.auth.totp.TotpTable.CREATED_AT;
import static dev.holdfast.auth.totp.TotpTable.DISABLED_AT;
import static dev.holdfast.auth.totp.TotpTable.ID;
import static dev.holdfast.auth.totp.TotpTable.KEY_ID;
import static dev.holdfast.auth.totp.TotpTable.LABEL;
import static dev.holdfast.auth.totp.TotpTable.LAST_USED_AT;
import static dev.holdfast.auth.totp.TotpTable.SEALED_SECRET;
import static dev.holdfast.auth.totp.TotpTable.TENANT_ID;
import static dev.holdfast.auth.totp.TotpTable.USER_ID;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.Binds;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.auth.totp.code.TotpAlgorithm;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** The statements on {@code totp_device}. All join; each that decides is one statement. */
final class TotpDevices {
    private final Namespace namespace;
    private final Table<Record> table;

    TotpDevices(Namespace namespace) {
        this.namespace = namespace;
        this.table = TotpTable.device(namespace);
    }

    /** A device as stored, its secret sealed. */
    record Stored(
            UUID id,
            UserRef user,
            String label,
            TotpParameters parameters,
            Sealed sealed,
            long lastStep,
            Instant createdAt) {}

    /** A use of a device: the step to mark, when, and how many attempts it gives back. */
    record Use(long step, Instant at, long forgiven) {}

    List<Stored> confirmed(DSLContext tx, UserRef user) {
        return select(tx, TotpTable.CONFIRMED, binds -> binds.user(user));
    }

    Optional<Stored> pending(DSLContext tx, UserRef user, UUID id) {
        return select(tx, TotpTable.PENDING, binds -> binds.user(user).uuid(id)).stream()
                .findFirst();
    }

    List<Stored> lockUnderKeys(DSLContext own, List<String> keyIds, UUID after, int limit) {
        return select(
                own,
                TotpTable.UNDER_KEYS,
                binds -> binds.texts(keyIds).uuid(after).number(limit));
    }

    int countUnderKeys(DSLContext own, List<String> keyIds) {
        return HostTransaction.join(own)
                .selectCount()
                .from(table)
                .where(KEY_ID.in(keyIds), DISABLED_AT.isNull())
                .fetchSingle()
                .value1();
    }

    boolean begin(DSLContext tx, Stored device, int maxDevices) {
        return writes(
                tx,
                TotpTable.BEGIN,
                binds -> secret(binds.uuid(device.id()), device)
                        .time(device.createdAt())
                        .user(device.user())
                        .number(maxDevices));
    }

    /** The device under an id, confirmed or not, unless it was removed. */
    Optional<Stored> held(DSLContext tx, UserRef user, UUID id) {
        return select(tx, TotpTable.BY_ID, binds -> binds.user(user).uuid(id)).stream()
                .findFirst();
    }

    boolean adopt(DSLContext tx, Stored device) {
        return adopt(tx, TotpTable.ADOPT, device);
    }

    /** False when the user was taken over before, even when the device was removed since. */
    boolean adoptOnce(DSLContext tx, Stored device) {
        return adopt(tx, TotpTable.ADOPT_ONCE, device);
    }

    private boolean adopt(DSLContext tx, String text, Stored device) {
        return writes(
                tx,
                text,
                binds -> secret(binds.uuid(device.id()).user(device.user()), device)
                        .time(device.createdAt())
                        .time(device.createdAt()));
    }

    /** What an enrolment must keep to: begun later than that, with fewer devices confirmed than that. */
    record Limits(Instant begunAfter, int maxDevices) {}

    /** Compare-and-set: the code that confirms is used up by it. */
    boolean confirm(DSLContext tx, Stored device, Use use, Limits limits) {
        return writes(
                tx,
                TotpTable.CONFIRM,
                binds -> binds.time(use.at())
                        .time(use.at())
                        .number(use.step())
                        .number(use.forgiven())
                        .user(device.user())
                        .uuid(device.id())
                        .time(limits.begunAfter())
                        .number(use.step())
                        .number(limits.maxDevices()));
    }

    /** Compare-and-set: false when the step, or a newer one, was used before. */
    boolean use(DSLContext tx, Stored device, Use use, @Nullable Sealed renewed) {
        Sealed kept = renewed == null ? device.sealed() : renewed;
        return writes(
                tx,
                TotpTable.USE,
                binds -> binds.number(use.step())
                        .time(use.at())
                        .number(use.forgiven())
                        .bytes(device.sealed().bytes())
                        .bytes(kept.bytes())
                        .texts(kept.keyId())
                        .user(device.user())
                        .uuid(device.id())
                        .number(use.step()));
    }

    boolean reseal(DSLContext own, UUID id, Sealed renewed) {
        return writes(
                own,
                TotpTable.RESEAL,
                binds -> binds.bytes(renewed.bytes()).texts(renewed.keyId()).uuid(id));
    }

    /** Erases the secret. Gives the device when there was one; its time of confirmation is null when it was pending. */
    Optional<Record> remove(DSLContext tx, UserRef user, UUID id, Instant now) {
        return HostTransaction.join(tx)
                .update(table)
                .set(DISABLED_AT, now)
                .setNull(SEALED_SECRET)
                .setNull(KEY_ID)
                .where(of(user), ID.eq(id), DISABLED_AT.isNull())
                .returning(ID, LABEL, CONFIRMED_AT, LAST_USED_AT)
                .fetchOptional();
    }

    List<TotpDevice> list(DSLContext tx, UserRef user) {
        return HostTransaction.join(tx)
                .select(ID, LABEL, CONFIRMED_AT, LAST_USED_AT)
                .from(table)
                .where(of(user), CONFIRMED_AT.isNotNull(), DISABLED_AT.isNull())
                .orderBy(ID)
                .fetch(row -> new TotpDevice(
                        row.get(ID),
                        row.get(LABEL),
                        row.get(CONFIRMED_AT),
                        Optional.ofNullable(row.get(LAST_USED_AT))));
    }

    int deletePending(DSLContext own, Instant begunUntil, int limit) {
        return own.deleteFrom(table)
                .where(ID.in(own.select(ID)
                        .from(table)
                        .where(CONFIRMED_AT.isNull(), DISABLED_AT.isNull(), CREATED_AT.le(begunUntil))
                        .limit(limit)
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    private static Condition of(UserRef user) {
        return TENANT_ID.eq(user.tenantId()).and(USER_ID.eq(user.userId()));
    }

    private boolean writes(DSLContext tx, String text, JoinedSql.Binding binding) {
        return JoinedSql.update(tx, TotpTable.sql(namespace, text), binding) == 1;
    }

    private List<Stored> select(DSLContext tx, String text, JoinedSql.Binding binding) {
        return JoinedSql.rows(tx, TotpTable.sql(namespace, text), binding, TotpDevices::stored);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                new UserRef(row.getString("tenant_id"), row.getString("user_id")),
                row.getString("label"),
                new TotpParameters(
                        TotpAlgorithm.valueOf(row.getString("algorithm")),
                        row.getInt("digits"),
                        Duration.ofSeconds(row.getInt("period_seconds"))),
                new Sealed(row.getString("key_id"), row.getBytes("sealed_secret")),
                row.getLong("last_step"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Six values: the label, what the codes are made by, and the sealed secret. */
    private static Binds secret(Binds binds, Stored device) throws SQLException {
        TotpParameters parameters = device.parameters();
        return binds.texts(device.label(), parameters.algorithm().name())
                .number(parameters.digits())
                .number((int) parameters.period().toSeconds())
                .bytes(device.sealed().bytes())
                .texts(device.sealed().keyId());
    }
}
