package dev.holdfast.auth.device;

import static dev.holdfast.auth.device.DeviceFixture.GRACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.DeviceFixture.Held;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.JoinGuard;
import dev.holdfast.testkit.StatementSpy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which device asks, before its user's password was looked at: nothing is replaced, ended or recorded by it. */
class DeviceIdentityTest {
    private static final Duration TICK = Duration.ofNanos(1000);

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
    void identify_newestToken_isItsDeviceUntilTheTrustEnds() {
        Held held = fixture.trust();

        assertThat(identify(held)).contains(held.issued().deviceId());
        fixture.clock.set(held.issued().expiresAt().minus(TICK));
        assertThat(identify(held)).contains(held.issued().deviceId());
        fixture.clock.set(held.issued().expiresAt());
        assertThat(identify(held)).as("at expiresAt it is already expired").isEmpty();
    }

    /** A thief's guess at the password must not cost the owner the device: only a recognition ends a reused trust. */
    @Test
    void identify_tokenBefore_isItsDeviceWithinTheGraceAlone() {
        Held held = fixture.settled();
        Secret successor = fixture.trusted(held.user(), held.token()).token();

        fixture.clock.advance(GRACE.minus(TICK));
        assertThat(identify(held)).contains(held.issued().deviceId());
        fixture.clock.advance(TICK);
        assertThat(identify(held)).isEmpty();
        assertThat(identify(held.user(), successor)).contains(held.issued().deviceId());
        assertThat(fixture.trusted(held.user(), successor).deviceId())
                .isEqualTo(held.issued().deviceId());
    }

    @Test
    void identify_anything_writesRecordsAndReplacesNothing() {
        Held held = fixture.settled();
        String row = row();
        int acts = fixture.acts.size();

        for (int i = 0; i < 3; i++) {
            assertThat(identify(held)).isPresent();
            assertThat(identify(held.user(), held.forged())).isEmpty();
        }

        assertThat(row()).isEqualTo(row);
        assertThat(fixture.acts).hasSize(acts);
        assertThat(fixture.denials).isEmpty();
    }

    @Test
    void identify_tokenOfAnotherUserOrTenant_isNobodys() {
        Held held = fixture.trust(new UserRef("acme", "ada"));
        Held other = fixture.trust(new UserRef("acme", "bob"));

        assertThat(identify(held)).isPresent();
        assertThat(identify(other.user(), held.token())).isEmpty();
        assertThat(identify(new UserRef("other", "ada"), held.token())).isEmpty();
        assertThat(identify(UserRef.of("ada"), held.token())).isEmpty();
        assertThat(identify(held.user(), held.forged())).isEmpty();
    }

    @Test
    void identify_revokedDevice_isNobodys() {
        Held held = fixture.trust();
        assertThat(fixture.revoke(held.user(), held)).isTrue();

        assertThat(identify(held)).isEmpty();
    }

    @Test
    void identify_keyRotated_knowsTheTokenUntilItsKeyIsRetired() {
        Held held = fixture.settled();
        fixture.rotate("k2");

        assertThat(identify(held)).isPresent();
        fixture.ring.set(fixture.ring.get().withStatus("k1", KeyStatus.RETIRED));
        assertThat(identify(held)).isEmpty();
    }

    /** The same statement whether anybody of that name exists, and none for what cannot be a token. */
    @Test
    void identify_knownUnknownAndMalformed_costTheSameStatementOrNone() throws SQLException {
        Held held = fixture.trust();

        List<String> known = statements(held.user(), held.token());

        assertThat(known).hasSize(1).first().asString().startsWithIgnoringCase("select");
        assertThat(statements(held.user(), held.forged())).isEqualTo(known);
        assertThat(statements(UserRef.of("nobody"), held.token())).isEqualTo(known);
        String text = held.token().exposeText();
        for (String broken : List.of("x", text + "0", text.replace("hftd_", "hfsu_"), "\u00e9".repeat(9000))) {
            assertThat(statements(held.user(), Secret.ofText(broken))).isEmpty();
        }
    }

    @Test
    void identify_deviceTrustedInTheSameTransaction_isKnownAndGoneWithItsRollback() throws SQLException {
        UserRef user = fixture.newUser();
        Secret token;
        try (JoinGuard guard = JoinGuard.on(fixture.database.dataSource())) {
            var issued = DeviceFixture.issued(fixture.devices.trust(guard.tx(), user, "Firefox"));
            token = issued.token();
            assertThat(fixture.devices.identify(guard.tx(), user, token)).contains(issued.deviceId());
            guard.assertJoined();
            guard.rollback();
        }
        assertThat(identify(user, token)).isEmpty();
    }

    private Optional<UUID> identify(Held held) {
        return identify(held.user(), held.token());
    }

    private Optional<UUID> identify(UserRef user, Secret token) {
        return fixture.inTx(tx -> fixture.devices.identify(tx, user, token));
    }

    private List<String> statements(UserRef user, Secret token) throws SQLException {
        try (Connection connection = fixture.database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            var unused = fixture.devices.identify(DSL.using(spy.connection(), SQLDialect.POSTGRES), user, token);
            return spy.statements();
        }
    }

    private String row() {
        return fixture.texts("SELECT xmin::text || ' ' || d::text FROM holdfast.trusted_device d")
                .get(0);
    }
}
