package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.EnrolmentResult.Reason;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.testkit.StatementSpy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpEnrolmentTest {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private static TotpFixture totp;

    @BeforeAll
    static void open() throws SQLException {
        totp = new TotpFixture();
    }

    @AfterAll
    static void close() {
        totp.close();
    }

    @BeforeEach
    void reset() {
        totp.clock.set(TotpFixture.NOW);
        totp.acts.clear();
        totp.denials.clear();
        totp.revoked.clear();
    }

    @Test
    void begin_newUser_givesASecretThatIsStoredSealed() {
        UserRef user = totp.newUser();
        TotpEnrolment.Pending pending = totp.begin(user);
        assertThat(pending.uri().issuer()).isEqualTo("Shop");
        assertThat(pending.uri().secret().value().length()).isEqualTo(20);
        assertThat(pending.deviceId().version()).isEqualTo(7);
        assertThat(pending.expiresAt()).isEqualTo(TotpFixture.NOW.plus(LIFETIME));
        byte[] secret = pending.uri().secret().value().exposeBytes();
        assertThat(totp.number("SELECT count(*) FROM holdfast.totp_device WHERE id = '" + pending.deviceId()
                        + "' AND position('\\x" + java.util.HexFormat.of().formatHex(secret)
                        + "'::bytea IN sealed_secret) = 0"))
                .isEqualTo(1);
        assertThat(devicesOf(user)).isEmpty();
        assertThat(totp.revoked).isEmpty();
    }

    @Test
    void begin_again_replacesTheOneBefore() {
        UserRef user = totp.newUser();
        Enrolled first = enrolled(user, totp.begin(user));
        Enrolled second = enrolled(user, totp.begin(user));
        assertThat(totp.number("SELECT count(*) FROM holdfast.totp_device WHERE user_id = '" + user.userId() + "'"))
                .isEqualTo(1);
        assertThat(confirm(first, first.codeAt(TotpFixture.NOW)))
                .isEqualTo(new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE));
        assertThat(confirm(second, second.codeAt(TotpFixture.NOW))).isInstanceOf(EnrolmentResult.Done.class);
    }

    @Test
    void begin_fullNumberOfDevices_isRefused() {
        Enrolled first = totp.enrol();
        for (int i = 1; i < 5; i++) {
            totp.enrol(first.user());
        }
        EnrolmentResult<TotpEnrolment.Pending> sixth =
                totp.inTx(tx -> totp.enrolment.begin(tx, first.user(), "one too many"));
        assertThat(sixth).isEqualTo(new EnrolmentResult.Refused<>(Reason.TOO_MANY_DEVICES));
        assertThat(totp.denials).extracting(event -> event.reason()).containsExactly("too_many_devices");

        assertThat(remove(first)).isEqualTo(new EnrolmentResult.Done<>(first.deviceId()));
        totp.begin(first.user());
        assertThat(devicesOf(first.user())).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a\tb"})
    void begin_badLabel_isRefusedAndWritesNothing(String label) {
        UserRef user = totp.newUser();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> totp.inTx(tx -> totp.enrolment.begin(tx, user, label)))
                .withMessageStartingWith("label must");
        assertThat(totp.number("SELECT count(*) FROM holdfast.totp_device WHERE user_id = '" + user.userId() + "'"))
                .isZero();
    }

    @Test
    void confirm_rightCode_enrolsRevokesAndUsesTheCodeUp() {
        UserRef user = totp.newUser();
        Enrolled enrolled = enrolled(user, totp.begin(user));
        String code = enrolled.codeAt(TotpFixture.NOW);
        assertThat(confirm(enrolled, code)).isInstanceOf(EnrolmentResult.Done.class);

        assertThat(totp.revoked).containsExactly(user.userId() + " FACTOR_CHANGED");
        assertThat(totp.acts)
                .extracting(event -> event.action().name())
                .containsExactly("totp_device.begin", "totp_device.confirm");
        assertThat(devicesOf(user)).singleElement().satisfies(device -> {
            assertThat(device.label()).isEqualTo("alice@shop.example");
            assertThat(device.confirmedAt()).isEqualTo(TotpFixture.NOW);
            assertThat(device.lastUsed()).contains(TotpFixture.NOW);
        });
        assertThat(totp.verify(enrolled, code)).isEqualTo(new TotpResult.Rejected(TotpResult.Reason.REPLAYED));
        assertThat(confirm(enrolled, code)).isEqualTo(new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE));
    }

    @Test
    void confirm_wrongCodes_areRefusedUntilTheEnrolmentsBudgetIsSpent() {
        UserRef user = totp.newUser();
        Enrolled enrolled = enrolled(user, totp.begin(user));
        assertThat(confirm(enrolled, "12345")).isEqualTo(new EnrolmentResult.Refused<>(Reason.MALFORMED));
        for (int i = 0; i < 5; i++) {
            assertThat(confirm(enrolled, enrolled.wrongCode())).isEqualTo(new EnrolmentResult.Refused<>(Reason.WRONG));
        }
        assertThat(confirm(enrolled, enrolled.codeAt(TotpFixture.NOW)))
                .isEqualTo(new EnrolmentResult.Refused<>(Reason.TOO_MANY_ATTEMPTS));
        assertThat(totp.denials).hasSize(7);
        Enrolled again = enrolled(user, totp.begin(user));
        assertThat(confirm(again, again.codeAt(TotpFixture.NOW))).isInstanceOf(EnrolmentResult.Done.class);
    }

    @Test
    void confirm_onBothSidesOfTheLifetime_isDoneThenExpired() {
        Instant end = TotpFixture.NOW.plus(LIFETIME);
        UserRef late = totp.newUser();
        Enrolled tooLate = enrolled(late, totp.begin(late));
        UserRef prompt = totp.newUser();
        Enrolled inTime = enrolled(prompt, totp.begin(prompt));

        totp.clock.set(end.minusNanos(1000));
        assertThat(confirm(inTime, inTime.codeAt(end))).isInstanceOf(EnrolmentResult.Done.class);
        totp.clock.set(end);
        assertThat(confirm(tooLate, tooLate.codeAt(end))).isEqualTo(new EnrolmentResult.Refused<>(Reason.EXPIRED));
    }

    @Test
    void confirmAndRemove_deviceOfSomebodyElse_areUnknown() {
        UserRef alice = totp.newUser();
        Enrolled pending = enrolled(alice, totp.begin(alice));
        Enrolled asMallory = new Enrolled(totp.newUser(), pending.deviceId(), pending.secret());
        assertThat(confirm(asMallory, pending.codeAt(TotpFixture.NOW)))
                .isEqualTo(new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE));
        assertThat(remove(asMallory)).isEqualTo(new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE));
        Enrolled otherTenant = new Enrolled(new UserRef("other", alice.userId()), pending.deviceId(), pending.secret());
        assertThat(remove(otherTenant)).isEqualTo(new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE));
        assertThat(confirm(pending, pending.codeAt(TotpFixture.NOW))).isInstanceOf(EnrolmentResult.Done.class);
    }

    @Test
    void remove_confirmedDevice_erasesTheSecretAndRevokes() {
        Enrolled alice = totp.enrol();
        totp.revoked.clear();
        assertThat(remove(alice)).isEqualTo(new EnrolmentResult.Done<>(alice.deviceId()));
        assertThat(totp.revoked).containsExactly(alice.user().userId() + " FACTOR_CHANGED");
        assertThat(totp.number("SELECT count(*) FROM holdfast.totp_device WHERE id = '" + alice.deviceId()
                        + "' AND sealed_secret IS NULL AND key_id IS NULL AND disabled_at IS NOT NULL"))
                .isEqualTo(1);
        assertThat(totp.verify(alice, alice.codeAt(TotpFixture.NOW)))
                .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.NOT_ENROLLED));
        assertThat(remove(alice)).isEqualTo(new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE));
    }

    @Test
    void remove_pendingDevice_revokesNothing() {
        UserRef user = totp.newUser();
        assertThat(remove(enrolled(user, totp.begin(user)))).isInstanceOf(EnrolmentResult.Done.class);
        assertThat(totp.revoked).isEmpty();
    }

    @Test
    void joiningMethods_hostRollsBack_leaveNothing() {
        UserRef user = totp.newUser();
        EnrolmentResult<TotpEnrolment.Pending> begun = totp.rolledBack(tx -> totp.enrolment.begin(tx, user, "alice"));
        assertThat(begun).isInstanceOf(EnrolmentResult.Done.class);
        String rows = "SELECT count(*) FROM holdfast.totp_device WHERE user_id = '" + user.userId() + "'";
        assertThat(totp.number(rows)).isZero();

        Enrolled pending = enrolled(user, totp.begin(user));
        String code = pending.codeAt(TotpFixture.NOW);
        EnrolmentResult<TotpDevice> confirmed =
                totp.rolledBack(tx -> totp.enrolment.confirm(tx, user, pending.deviceId(), code));
        assertThat(confirmed).isInstanceOf(EnrolmentResult.Done.class);
        assertThat(devicesOf(user)).isEmpty();
        assertThat(totp.lastStep(pending.deviceId())).isEqualTo(-1);
        assertThat(totp.attempts(user)).isEqualTo(1);

        assertThat(confirm(pending, code)).isInstanceOf(EnrolmentResult.Done.class);
        EnrolmentResult<UUID> removed = totp.rolledBack(tx -> totp.enrolment.remove(tx, user, pending.deviceId()));
        assertThat(removed).isInstanceOf(EnrolmentResult.Done.class);
        assertThat(devicesOf(user)).hasSize(1);
        EnrolmentResult<UUID> adopted = totp.rolledBack(tx -> totp.enrolment.adopt(tx, user, credential()));
        assertThat(adopted).isInstanceOf(EnrolmentResult.Done.class);
        assertThat(totp.number(rows)).isEqualTo(1);
    }

    @Test
    void adopt_anyNumberOfTimes_isOneDeviceThatKeepsItsStep() {
        UserRef user = totp.newUser();
        OtpAuthUri credential = credential();
        UUID id = TotpFixture.done(totp.inTx(tx -> totp.enrolment.adopt(tx, user, credential)));
        Enrolled adopted = new Enrolled(user, id, credential.secret());
        String code = adopted.codeAt(TotpFixture.NOW);
        assertThat(totp.verify(adopted, code)).isInstanceOf(TotpResult.Accepted.class);

        UUID again = TotpFixture.done(totp.inTx(tx -> totp.enrolment.adopt(tx, user, credential)));
        assertThat(again).isEqualTo(id);
        assertThat(totp.verify(adopted, code)).isEqualTo(new TotpResult.Rejected(TotpResult.Reason.REPLAYED));
        assertThat(devicesOf(user)).hasSize(1);

        OtpAuthUri other = credential();
        UUID replaced = TotpFixture.done(totp.inTx(tx -> totp.enrolment.adopt(tx, user, other)));
        assertThat(replaced).isEqualTo(id);
        totp.clock.advance(Duration.ofMinutes(2));
        Instant later = totp.clock.instant();
        assertThat(totp.verify(adopted, adopted.codeAt(later)))
                .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.WRONG));
        Enrolled renewed = new Enrolled(user, id, other.secret());
        assertThat(totp.verify(renewed, renewed.codeAt(later))).isInstanceOf(TotpResult.Accepted.class);
    }

    @Test
    void joiningMethods_onTheHostsConnection_neverEndItsTransaction() throws SQLException {
        UserRef user = totp.newUser();
        try (Connection connection = totp.database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            var tx = TotpFixture.on(spy.connection());
            TotpEnrolment.Pending pending = TotpFixture.done(totp.enrolment.begin(tx, user, "alice"));
            Enrolled enrolled = enrolled(user, pending);
            // The counting transaction cannot see the pending row, and need not.
            TotpDevice device = TotpFixture.done(
                    totp.enrolment.confirm(tx, user, pending.deviceId(), enrolled.codeAt(TotpFixture.NOW)));
            UUID removed = TotpFixture.done(totp.enrolment.remove(tx, user, device.id()));
            assertThat(totp.enrolment.devices(tx, user)).isEmpty();
            assertThat(removed).isEqualTo(pending.deviceId());
            assertThat(spy.transactionCalls()).isEmpty();
            connection.rollback();
        }
    }

    private static OtpAuthUri credential() {
        return new OtpAuthUri("Shop", "root", TotpSecret.random(TotpFixture.RANDOM, 20), TotpParameters.defaults());
    }

    private static List<TotpDevice> devicesOf(UserRef user) {
        return totp.inTx(tx -> totp.enrolment.devices(tx, user));
    }

    private static Enrolled enrolled(UserRef user, TotpEnrolment.Pending pending) {
        return new Enrolled(user, pending.deviceId(), pending.uri().secret());
    }

    private static EnrolmentResult<TotpDevice> confirm(Enrolled enrolled, String code) {
        return totp.inTx(tx -> totp.enrolment.confirm(tx, enrolled.user(), enrolled.deviceId(), code));
    }

    private static EnrolmentResult<UUID> remove(Enrolled enrolled) {
        return totp.inTx(tx -> totp.enrolment.remove(tx, enrolled.user(), enrolled.deviceId()));
    }
}
