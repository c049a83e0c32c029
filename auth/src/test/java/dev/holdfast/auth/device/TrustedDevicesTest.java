package dev.holdfast.auth.device;

import static dev.holdfast.auth.device.DeviceFixture.GRACE;
import static dev.holdfast.auth.device.DeviceFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.DeviceFixture.Held;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustedDevicesTest {
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
    void recognise_afterTheGrace_rotatesAndNeverExtends() {
        Held held = fixture.trust();
        Secret token = held.token();
        for (int login = 0; login < 5; login++) {
            fixture.clock.advance(Duration.ofDays(5));
            RecognitionResult.Trusted trusted = fixture.trusted(held.user(), token);
            assertThat(trusted.token()).isNotEqualTo(token);
            assertThat(trusted.deviceId()).isEqualTo(held.issued().deviceId());
            assertThat(trusted.expiresAt()).isEqualTo(held.issued().expiresAt());
            token = trusted.token();
        }
        fixture.clock.set(held.issued().expiresAt().minus(TICK));
        Secret last = fixture.trusted(held.user(), token).token();
        fixture.clock.set(held.issued().expiresAt());
        assertThat(fixture.recognise(held.user(), last)).isEqualTo(unknown());
        assertThat(fixture.reasons()).containsExactly("expired");
    }

    @Test
    void recognise_oneTokenWithinTheGrace_givesOneSuccessor() {
        Held held = fixture.settled();
        Secret successor = fixture.trusted(held.user(), held.token()).token();
        assertThat(fixture.trusted(held.user(), held.token()).token()).isEqualTo(successor);
        assertThat(fixture.trusted(held.user(), successor).token())
                .as("not rotated again within the grace")
                .isEqualTo(successor);
        fixture.clock.advance(GRACE.minus(TICK));
        assertThat(fixture.trusted(held.user(), held.token()).token()).isEqualTo(successor);
        assertThat(fixture.trusted(held.user(), successor).token()).isEqualTo(successor);
        assertThat(fixture.denials).isEmpty();
    }

    @Test
    void recognise_oldTokenAtTheEndOfTheGrace_endsTheTrust() {
        Held held = fixture.settled();
        Secret successor = fixture.trusted(held.user(), held.token()).token();
        fixture.clock.advance(GRACE);
        assertThat(fixture.recognise(held)).isEqualTo(unknown());
        assertThat(fixture.denials).singleElement().satisfies(event -> {
            assertThat(event.reason()).isEqualTo("reused");
            assertThat(event.severity()).isEqualTo(Severity.HIGH);
        });
        assertThat(fixture.recognise(held.user(), successor)).isEqualTo(unknown());
        assertThat(fixture.reasons()).containsExactly("reused", "revoked");
    }

    @Test
    void recognise_tokenOfManyGenerationsAgo_endsTheTrust() {
        Held held = fixture.settled();
        Secret token = held.token();
        for (int login = 0; login < 4; login++) {
            token = fixture.trusted(held.user(), token).token();
            fixture.clock.advance(Duration.ofDays(1));
        }
        assertThat(fixture.recognise(held)).isEqualTo(unknown());
        assertThat(fixture.reasons()).containsExactly("reused");
        assertThat(fixture.recognise(held.user(), token)).isEqualTo(unknown());
    }

    /** The id may be in a log: whoever knows it alone must not be able to end the trust. */
    @Test
    void recognise_forgedTokenOfAKnownDevice_isUnknownAndHarmless() {
        Held held = fixture.settled();
        assertThat(fixture.recognise(held.user(), held.forged())).isEqualTo(unknown());
        assertThat(fixture.recognise(UserRef.of("mallory"), held.token())).isEqualTo(unknown());
        assertThat(fixture.recognise(new UserRef("t2", held.user().userId()), held.token()))
                .isEqualTo(unknown());
        assertThat(fixture.accepts(held)).isTrue();
        assertThat(fixture.reasons()).containsExactly("unknown", "unknown", "unknown");
    }

    @Test
    void recognise_malformed_isUnknownWithoutARecord() {
        Held held = fixture.settled();
        String text = held.token().exposeText();
        for (String broken :
                List.of("x", text + "0", text.substring(1), text.replace("hftd_", "hfsu_"), "é".repeat(500))) {
            assertThat(fixture.recognise(held.user(), Secret.ofText(broken))).isEqualTo(unknown());
        }
        assertThat(fixture.denials).isEmpty();
    }

    /** A row that somebody copies to another user's name does not carry the trust over. */
    @Test
    void recognise_rowMovedToAnotherUser_isUnknown() {
        Held held = fixture.settled();
        fixture.execute("UPDATE holdfast.trusted_device SET user_id = 'victim'");
        assertThat(fixture.recognise(UserRef.of("victim"), held.token())).isEqualTo(unknown());
    }

    @Test
    void recognise_keyRotatedMeanwhile_movesToTheNewKey() {
        Held held = fixture.settled();
        fixture.rotate("k2");
        Secret successor = fixture.trusted(held.user(), held.token()).token();
        assertThat(fixture.texts("SELECT key_id FROM holdfast.trusted_device")).containsExactly("k2");
        fixture.rotate("k3");
        assertThat(fixture.trusted(held.user(), held.token()).token())
                .as("derived under the key of the rotation, not of this moment")
                .isEqualTo(successor);
        fixture.ring.set(fixture.ring.get().withStatus("k1", KeyStatus.RETIRED));
        fixture.clock.advance(GRACE);
        assertThat(fixture.trusted(held.user(), successor).token()).isNotEqualTo(successor);
    }

    @Test
    void trust_moreThanThePolicyAllows_takesTheOneUnusedLongest() {
        TrustedDevices two = TrustedDevices.of(
                fixture.setup.withPolicy(TrustedDevicePolicy.defaults().withMaxDevices(2)));
        UserRef user = fixture.newUser();
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(fixture.trust(two, user));
            fixture.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(fixture.list(two, user))
                .extracting(TrustedDevice::id)
                .containsExactly(
                        held.get(2).issued().deviceId(), held.get(1).issued().deviceId());
        assertThat(fixture.accepts(held.get(0))).isFalse();
        assertThat(fixture.accepts(held.get(1))).isTrue();
    }

    @Test
    void revoke_oneAndOthers_leaveTheRest() {
        UserRef user = fixture.newUser();
        Held one = fixture.trust(user);
        Held two = fixture.trust(user);
        Held three = fixture.trust(user);
        Held other = fixture.trust();
        assertThat(fixture.revoke(other.user(), one)).isFalse();
        assertThat(fixture.revoke(user, one)).isTrue();
        assertThat(fixture.revoke(user, one)).isFalse();
        assertThat(fixture.revokeOthers(two)).isEqualTo(1);
        assertThat(List.of(fixture.accepts(one), fixture.accepts(two), fixture.accepts(three), fixture.accepts(other)))
                .containsExactly(false, true, false, true);
    }

    @Test
    void deleteExpired_onBothSidesOfTheExpiry_deletesWhatIsOver() {
        Held held = fixture.trust();
        TrustedDeviceJobs jobs = TrustedDeviceJobs.of(fixture.setup);
        fixture.clock.set(held.issued().expiresAt().minus(TICK));
        assertThat(jobs.deleteExpired()).isZero();
        fixture.clock.set(held.issued().expiresAt());
        assertThat(jobs.deleteExpired()).as("the device, and its user's row").isEqualTo(2);
        assertThat(jobs.deleteExpired()).isZero();
    }

    /** The label comes from the request: nothing in it may undo a login whose factor was right. */
    @Test
    void trust_labelThatNoTextCanHold_isTrustedAndShownCleaned() {
        UserRef user = fixture.newUser();

        var unused = fixture.inTx(tx -> fixture.devices.trust(tx, user, "Fire\0fox \ud83d on Debian"));

        assertThat(fixture.list(fixture.devices, user))
                .extracting(TrustedDevice::label)
                .containsExactly("Fire\ufffdfox \ufffd on Debian");
    }

    @Test
    void trust_blankLabel_isWrongUse() {
        UserRef user = fixture.newUser();
        assertThatThrownBy(() -> fixture.inTx(tx -> fixture.devices.trust(tx, user, " ")))
                .hasMessageContaining("label must not be blank");
    }
}
