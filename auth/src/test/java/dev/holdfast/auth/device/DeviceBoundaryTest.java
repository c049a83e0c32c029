package dev.holdfast.auth.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.DeviceFixture.Held;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.core.tx.JoinTwin;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.StatementSpy;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out and comes in: transactions joined, no token in any text, columns as written, statements counted. */
class DeviceBoundaryTest {
    private DeviceFixture fixture;

    @BeforeEach
    void open() throws SQLException {
        fixture = new DeviceFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void write_rolledBack_joinedAndLeavesNothing() throws SQLException {
        JoinTwin twin = JoinTwin.over(
                fixture.database.dataSource(), "holdfast.trusted_device", "holdfast.trusted_device_owner");
        Held held = fixture.settled();
        UserRef user = held.user();
        assertThatObject(twin.writes(tx -> fixture.devices.trust(tx, user, "another")))
                .isInstanceOf(TrustResult.Issued.class);
        assertThatObject(twin.writes(tx -> fixture.devices.recognise(tx, user, held.token())))
                .isInstanceOf(RecognitionResult.Trusted.class);
        assertThatObject(twin.writes(
                        tx -> fixture.devices.revoke(tx, user, held.issued().deviceId())))
                .isEqualTo(true);
        assertThatObject(twin.writes(tx -> fixture.devices.revokeOthers(tx, user, UUID.randomUUID())))
                .isEqualTo(1);
        assertThatObject(twin.writes(
                        tx -> fixture.devices.revokeAll(tx, user.userId(), RevocationReason.FACTOR_CHANGED)))
                .isEqualTo(1);
        assertThatObject(twin.reads(tx -> fixture.devices.list(tx, user).size()))
                .isEqualTo(1);
        assertThatObject(twin.reads(tx -> fixture.devices.recognise(tx, UserRef.of("mallory"), held.token())))
                .isEqualTo(DeviceFixture.unknown());
        // None of it happened: the token is as good as before.
        assertThat(fixture.accepts(held)).isTrue();
        fixture.clock.advance(DeviceFixture.GRACE);
        assertThatObject(twin.writes(tx -> fixture.devices.recognise(tx, user, held.token())))
                .as("a reuse revokes on the caller's transaction")
                .isEqualTo(DeviceFixture.unknown());
    }

    @Test
    void inTenant_revokes_leavesOtherTenantsAlone() {
        Held here = fixture.trust(new UserRef("t1", "alice"));
        Held there = fixture.trust(new UserRef("t2", "alice"));
        int revoked = fixture.inTx(
                tx -> fixture.devices.inTenant("t1").revokeAll(tx, "alice", RevocationReason.PASSWORD_CHANGED));
        assertThat(revoked).isEqualTo(1);
        assertThat(fixture.accepts(here)).isFalse();
        assertThat(fixture.accepts(there)).isTrue();
    }

    @Test
    void toStringAndExceptions_holdNoToken() {
        Held held = fixture.settled();
        LeakProbe probe = new LeakProbe();
        probe.secret(held.token().exposeText());
        RecognitionResult.Trusted trusted = fixture.trusted(held.user(), held.token());
        probe.secret(trusted.token().exposeText());
        fixture.clock.advance(DeviceFixture.GRACE);
        assertThat(fixture.recognise(held)).isEqualTo(DeviceFixture.unknown());
        probe.assertAbsent(
                held.toString(),
                trusted.toString(),
                fixture.list(fixture.devices, held.user()).toString(),
                fixture.setup.toString(),
                fixture.acts.toString(),
                fixture.denials.toString(),
                fixture.texts("SELECT d::text FROM holdfast.trusted_device d").toString());
        fixture.execute("ALTER TABLE holdfast.trusted_device ADD CONSTRAINT broken CHECK (label = 'x') NOT VALID");
        Throwable broken = catchThrowable(() -> fixture.trust());
        assertThat(broken).hasStackTraceContaining("broken");
        probe.assertNotIn(broken);
    }

    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        assertThat(TableColumns.in(fixture.database, "trusted_device")).isEqualTo(TableColumns.of(DeviceTable.DEVICE));
        assertThat(TableColumns.in(fixture.database, "trusted_device_owner"))
                .isEqualTo(TableColumns.of(DeviceTable.OWNER));
    }

    /** Rotation is one statement; whoever is not recognised costs the same whether user or device exist. */
    @Test
    void recognise_anyTokenThatIsNotGood_costsTheSameStatements() throws SQLException {
        Held held = fixture.settled();
        TokenFormat format = TokenFormat.of("hftd", new SecureRandom());
        try (Connection connection = fixture.database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            int unknownUser = statements(spy, UserRef.of("nobody"), held.token());
            assertThat(unknownUser).isEqualTo(2);
            assertThat(statements(
                            spy, held.user(), format.mint(UUID.randomUUID()).text()))
                    .isEqualTo(unknownUser);
            assertThat(statements(
                            spy,
                            UserRef.of("nobody"),
                            format.mint(UUID.randomUUID()).text()))
                    .isEqualTo(unknownUser);
            assertThat(statements(spy, held.user(), Secret.ofText("malformed"))).isZero();
            assertThat(statements(spy, held.user(), held.token()))
                    .as("rotation")
                    .isEqualTo(1);
            assertThat(statements(spy, held.user(), held.token()))
                    .as("within the grace")
                    .isEqualTo(2);
        }
    }

    @Test
    void policyAndSetup_outOfBounds_areRefused() {
        TrustedDevicePolicy policy = TrustedDevicePolicy.defaults();
        assertThat(policy.lifetime()).isEqualTo(Duration.ofDays(30));
        assertThatThrownBy(() -> policy.withLifetime(Duration.ofDays(91))).hasMessageContaining("lifetime");
        assertThatThrownBy(() -> policy.withGrace(Duration.ZERO)).hasMessageContaining("grace");
        assertThatThrownBy(() -> policy.withMaxDevices(51)).hasMessageContaining("maxDevices");
    }

    private int statements(StatementSpy spy, UserRef user, Secret token) {
        spy.reset();
        RecognitionResult unused =
                fixture.devices.recognise(DSL.using(spy.connection(), SQLDialect.POSTGRES), user, token);
        return spy.statements().size();
    }
}
