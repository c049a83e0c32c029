package dev.holdfast.auth.totp;

import static dev.holdfast.auth.totp.TotpFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpSecret;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets that come from outside: two devices may hold the same, and one may be replaced while it is in use. */
class TotpSharedSecretTest {
    private TotpFixture totp;

    @BeforeEach
    void open() throws SQLException {
        totp = new TotpFixture();
    }

    @AfterEach
    void close() {
        totp.close();
    }

    @Test
    void verify_twoDevicesWithOneSecret_acceptTheCodeOnce() {
        Enrolled alice = totp.enrol();
        UUID adopted = adopt(alice.user(), alice.secret());
        assertThat(adopted).isNotEqualTo(alice.deviceId());

        assertThat(totp.verify(alice, alice.codeAt(NOW))).isInstanceOf(TotpResult.Accepted.class);
        for (int again = 0; again < 3; again++) {
            assertThat(totp.verify(alice, alice.codeAt(NOW)))
                    .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.REPLAYED));
        }
    }

    @Test
    void verify_codeUsedBeforeTheSecretCameASecondTime_isReplayed() {
        Enrolled alice = totp.enrol();
        assertThat(totp.verify(alice, alice.codeAt(NOW))).isInstanceOf(TotpResult.Accepted.class);
        var unused = adopt(alice.user(), alice.secret());
        assertThat(totp.verify(alice, alice.codeAt(NOW)))
                .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.REPLAYED));
    }

    @Test
    void adopt_sameCredentialAgain_writesAndRevokesNothing() {
        UserRef user = totp.newUser();
        TotpSecret secret = TotpSecret.random(TotpFixture.RANDOM, 20);
        UUID first = adopt(user, secret);
        long version = rowVersion();
        assertThat(adopt(user, secret)).isEqualTo(first);
        assertThat(rowVersion()).isEqualTo(version);
        assertThat(totp.acts).hasSize(1);
        assertThat(totp.revoked).isEmpty();
    }

    @Test
    void adopt_anotherSecret_revokesWhatTheOldOneGranted() {
        UserRef user = totp.newUser();
        UUID first = adopt(user, TotpSecret.random(TotpFixture.RANDOM, 20));
        assertThat(adopt(user, TotpSecret.random(TotpFixture.RANDOM, 20))).isEqualTo(first);
        assertThat(totp.revoked).containsExactly(user.userId() + " FACTOR_CHANGED");
    }

    /** A login read the old secret and seals it anew, while an adoption puts another in its place. */
    @Test
    void use_secretReplacedMeanwhile_doesNotBringTheOldOneBack() {
        UserRef user = totp.newUser();
        UUID id = adopt(user, TotpSecret.random(TotpFixture.RANDOM, 20));
        TotpDevices devices = new TotpDevices(totp.setup.namespace());
        TotpKeys keys = new TotpKeys(totp.setup);
        TotpDevices.Stored read = totp.inTx(tx -> devices.confirmed(tx, user)).get(0);
        TotpSecret replacement = TotpSecret.random(TotpFixture.RANDOM, 20);
        assertThat(adopt(user, replacement)).isEqualTo(id);

        TotpDevices.Use use = new TotpDevices.Use(7, NOW, 0);
        boolean used = totp.inTx(
                tx -> devices.use(tx, read, use, keys.seal(keys.open(read).orElseThrow(), user, id)));

        assertThat(used).isTrue();
        TotpDevices.Stored after = totp.inTx(tx -> devices.confirmed(tx, user)).get(0);
        assertThatObject(keys.open(after).orElseThrow()).isEqualTo(replacement);
    }

    @Test
    void confirm_lastPlaceTakenMeanwhile_isRefused() {
        TotpEnrolment one =
                TotpEnrolment.of(totp.setup.withPolicy(totp.setup.policy().withMaxDevices(1)), Revocation.none());
        UserRef user = totp.newUser();
        TotpEnrolment.Pending begun = TotpFixture.done(totp.inTx(tx -> one.begin(tx, user, "phone")));
        Enrolled pending = new Enrolled(user, begun.deviceId(), begun.uri().secret());
        var unused = adopt(user, TotpSecret.random(TotpFixture.RANDOM, 20));
        EnrolmentResult<TotpDevice> result =
                totp.inTx(tx -> one.confirm(tx, user, begun.deviceId(), pending.codeAt(NOW)));
        assertThat(result).isEqualTo(new EnrolmentResult.Refused<>(EnrolmentResult.Reason.TOO_MANY_DEVICES));
        List<TotpDevice> devices = totp.inTx(tx -> one.devices(tx, user));
        assertThat(devices).hasSize(1);
    }

    private UUID adopt(UserRef user, TotpSecret secret) {
        OtpAuthUri credential =
                new OtpAuthUri("Shop", "alice", secret, totp.setup.policy().parameters());
        return TotpFixture.done(totp.inTx(tx -> totp.enrolment.adopt(tx, user, credential)));
    }

    private long rowVersion() {
        return totp.number("SELECT xmin::text::bigint FROM holdfast.totp_device");
    }
}
