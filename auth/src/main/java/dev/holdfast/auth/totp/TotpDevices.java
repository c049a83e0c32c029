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
import dev.holdfast.auth.totp.code.TotpAlgorithm;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
        return query(tx, TotpTable.CONFIRMED, statement -> bindUser(statement, 1, user));
    }

    Optional<Stored> pending(DSLContext tx, UserRef user, UUID id) {
        return query(tx, TotpTable.PENDING, statement -> {
                    bindUser(statement, 1, user);
                    statement.setObject(3, id);
                })
                .stream()
                .findFirst();
    }

    List<Stored> lockUnderKeys(DSLContext own, List<String> keyIds, UUID after, int limit) {
        return query(own, TotpTable.UNDER_KEYS, statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("text", keyIds.toArray()));
            statement.setObject(2, after);
            statement.setInt(3, limit);
        });
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
        return update(tx, TotpTable.BEGIN, statement -> {
            statement.setObject(1, device.id());
            bindSecret(statement, 2, device);
            bindTime(statement, 8, device.createdAt());
            bindUser(statement, 9, device.user());
            statement.setInt(11, maxDevices);
        });
    }

    /** The device under an id, confirmed or not, unless it was removed. */
    Optional<Stored> held(DSLContext tx, UserRef user, UUID id) {
        return query(tx, TotpTable.BY_ID, statement -> {
                    bindUser(statement, 1, user);
                    statement.setObject(3, id);
                })
                .stream()
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
        return update(tx, text, statement -> {
            statement.setObject(1, device.id());
            bindUser(statement, 2, device.user());
            bindSecret(statement, 4, device);
            bindTime(statement, 10, device.createdAt());
            bindTime(statement, 11, device.createdAt());
        });
    }

    /** What an enrolment must keep to: begun later than that, with fewer devices confirmed than that. */
    record Limits(Instant begunAfter, int maxDevices) {}

    /** Compare-and-set: the code that confirms is used up by it. */
    boolean confirm(DSLContext tx, Stored device, Use use, Limits limits) {
        return update(tx, TotpTable.CONFIRM, statement -> {
            bindTime(statement, 1, use.at());
            bindTime(statement, 2, use.at());
            statement.setLong(3, use.step());
            statement.setLong(4, use.forgiven());
            bindUser(statement, 5, device.user());
            statement.setObject(7, device.id());
            bindTime(statement, 8, limits.begunAfter());
            statement.setLong(9, use.step());
            statement.setInt(10, limits.maxDevices());
        });
    }

    /** Compare-and-set: false when the step, or a newer one, was used before. */
    boolean use(DSLContext tx, Stored device, Use use, @Nullable Sealed renewed) {
        return update(tx, TotpTable.USE, statement -> {
            statement.setLong(1, use.step());
            bindTime(statement, 2, use.at());
            statement.setLong(3, use.forgiven());
            Sealed kept = renewed == null ? device.sealed() : renewed;
            statement.setBytes(4, device.sealed().bytes());
            statement.setBytes(5, kept.bytes());
            statement.setString(6, kept.keyId());
            bindUser(statement, 7, device.user());
            statement.setObject(9, device.id());
            statement.setLong(10, use.step());
        });
    }

    boolean reseal(DSLContext own, UUID id, Sealed renewed) {
        return update(own, TotpTable.RESEAL, statement -> {
            statement.setBytes(1, renewed.bytes());
            statement.setString(2, renewed.keyId());
            statement.setObject(3, id);
        });
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

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    private interface Binds {
        void on(PreparedStatement statement) throws SQLException;
    }

    private boolean update(DSLContext tx, String text, Binds binds) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = prepare(connection, text)) {
                binds.on(statement);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private List<Stored> query(DSLContext tx, String text, Binds binds) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = prepare(connection, text)) {
                binds.on(statement);
                List<Stored> devices = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        devices.add(stored(row));
                    }
                }
                return List.copyOf(devices);
            }
        });
    }

    private PreparedStatement prepare(Connection connection, String text) throws SQLException {
        return connection.prepareStatement(TotpTable.sql(namespace, text));
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

    private static void bindUser(PreparedStatement statement, int from, UserRef user) throws SQLException {
        statement.setString(from, user.tenantId());
        statement.setString(from + 1, user.userId());
    }

    /** Six parameters: the label, what the codes are made by, and the sealed secret. */
    private static void bindSecret(PreparedStatement statement, int from, Stored device) throws SQLException {
        statement.setString(from, device.label());
        statement.setString(from + 1, device.parameters().algorithm().name());
        statement.setInt(from + 2, device.parameters().digits());
        statement.setInt(from + 3, (int) device.parameters().period().toSeconds());
        statement.setBytes(from + 4, device.sealed().bytes());
        statement.setString(from + 5, device.sealed().keyId());
    }

    private static void bindTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, time.atOffset(ZoneOffset.UTC));
    }
}
