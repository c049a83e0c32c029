package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.TotpResult.Reason;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.race.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpVerifierTest {
    private static final TotpParameters PARAMETERS = TotpParameters.defaults();

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
    }

    @Test
    void verify_presentCode_isAcceptedOnceAndRecorded() {
        Enrolled alice = totp.enrol();
        totp.acts.clear();
        String code = alice.codeAt(TotpFixture.NOW);
        long step = PARAMETERS.stepAt(TotpFixture.NOW);

        assertThat(totp.verify(alice, code)).isEqualTo(new TotpResult.Accepted(alice.deviceId(), step));
        assertThat(totp.acts).extracting(event -> event.action().name()).containsExactly("totp.verify");
        assertThat(totp.denials).isEmpty();

        assertThat(totp.verify(alice, code)).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
        assertDenial("replayed", alice.user());
    }

    @Test
    void verify_olderStepAfterANewerOne_isReplayed() {
        Enrolled alice = totp.enrol();
        long step = PARAMETERS.stepAt(TotpFixture.NOW);
        assertThat(totp.verify(alice, alice.codeAtStep(step + 1))).isInstanceOf(TotpResult.Accepted.class);
        assertThat(totp.verify(alice, alice.codeAtStep(step))).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
    }

    @Test
    void verify_atBothEndsOfTheWindow_acceptsTheLastInstantAndNotTheNext() {
        long step = PARAMETERS.stepAt(TotpFixture.NOW);
        Instant lastOfNext = PARAMETERS.startOf(step + 2).minusNanos(1000);
        assertAt(lastOfNext, step, true);
        assertAt(lastOfNext.plusNanos(1000), step, false);
        Instant firstOfPrevious = PARAMETERS.startOf(step - 1);
        assertAt(firstOfPrevious, step, true);
        assertAt(firstOfPrevious.minusNanos(1000), step, false);
    }

    private static void assertAt(Instant now, long step, boolean accepted) {
        totp.clock.set(now);
        Enrolled user = totp.enrol();
        TotpResult result = totp.verify(user, user.codeAtStep(step));
        assertThat(result instanceof TotpResult.Accepted).isEqualTo(accepted);
    }

    @Test
    void verify_withoutDriftSteps_acceptsThePresentStepOnly() {
        TotpVerifier strict =
                TotpVerifier.of(totp.setup.withPolicy(totp.setup.policy().withDriftSteps(0)));
        Enrolled alice = totp.enrol();
        long step = PARAMETERS.stepAt(TotpFixture.NOW);
        for (long other : List.of(step - 1, step + 1)) {
            assertThat(totp.verify(strict, alice.user(), alice.codeAtStep(other)))
                    .isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        }
        assertThat(totp.verify(strict, alice.user(), alice.codeAtStep(step))).isInstanceOf(TotpResult.Accepted.class);
    }

    @Test
    void verify_severalDevices_acceptsEachOfThem() {
        Enrolled phone = totp.enrol();
        Enrolled key = totp.enrol(phone.user());
        assertThat(totp.verify(phone, phone.codeAt(TotpFixture.NOW)))
                .isInstanceOfSatisfying(
                        TotpResult.Accepted.class,
                        done -> assertThat(done.deviceId()).isEqualTo(phone.deviceId()));
        assertThat(totp.verify(phone, key.codeAt(TotpFixture.NOW)))
                .isInstanceOfSatisfying(
                        TotpResult.Accepted.class,
                        done -> assertThat(done.deviceId()).isEqualTo(key.deviceId()));
    }

    @Test
    void verify_sameUserIdInAnotherTenant_isNotEnrolled() {
        Enrolled alice = totp.enrol();
        UserRef elsewhere = new UserRef("other", alice.user().userId());
        assertThat(totp.verify(totp.verifier, elsewhere, alice.codeAt(TotpFixture.NOW)))
                .isEqualTo(new TotpResult.Rejected(Reason.NOT_ENROLLED));
        assertThat(totp.denials.get(0).context().tenantId()).isEqualTo("other");
    }

    @Test
    void verify_unconfirmedDevice_isNotEnrolled() {
        UserRef bob = totp.newUser();
        TotpEnrolment.Pending pending = totp.begin(bob);
        Enrolled enrolled = new Enrolled(bob, pending.deviceId(), pending.uri().secret());
        assertThat(totp.verify(enrolled, enrolled.codeAt(TotpFixture.NOW)))
                .isEqualTo(new TotpResult.Rejected(Reason.NOT_ENROLLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12345",
                "123456789",
                "12345a",
                "123 456",
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "\uff11\uff12\uff13\uff14\uff15\uff16",
                "1e5000",
                "-12345",
                "'; DROP TABLE x"
            })
    void verify_malformedCode_isRejectedAndWritesNothing(String code) {
        Enrolled alice = totp.enrol();
        assertThat(totp.verify(alice, code)).isEqualTo(new TotpResult.Rejected(Reason.MALFORMED));
        assertThat(totp.attempts(alice.user())).isZero();
        assertDenial("malformed", alice.user());
    }

    @Test
    void verify_wrongUse_isRefusedAndWritesNothing() throws SQLException {
        Enrolled alice = totp.enrol();
        String code = alice.codeAt(TotpFixture.NOW);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> totp.inTx(tx -> totp.verifier.verify(tx, alice.user(), code, " ")))
                .withMessage("challengeId must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> totp.inTx(tx -> totp.verifier.verify(tx, alice.user(), code, "x".repeat(201))))
                .withMessage("challengeId must have at most 200 characters, got 201");
        assertThatIllegalArgumentException().isThrownBy(() -> UserRef.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> UserRef.of("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserRef(" ", "a"));
        try (Connection autoCommit = totp.database.connect()) {
            assertThatThrownBy(() -> totp.verifier.verify(TotpFixture.on(autoCommit), alice.user(), code))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("autocommit");
        }
        assertThat(totp.attempts(alice.user())).isZero();
    }

    @Test
    void verify_hostRollsBack_leavesTheStepUnusedAndTheAttemptCounted() {
        Enrolled alice = totp.enrol();
        String code = alice.codeAt(TotpFixture.NOW);
        long before = totp.lastStep(alice.deviceId());
        TotpResult rolledBack = totp.rolledBack(tx -> totp.verifier.verify(tx, alice.user(), code));
        assertThat(rolledBack).isInstanceOf(TotpResult.Accepted.class);
        assertThat(totp.lastStep(alice.deviceId())).isEqualTo(before);
        assertThat(totp.attempts(alice.user())).isEqualTo(1);

        assertThat(totp.verify(alice, code)).isInstanceOf(TotpResult.Accepted.class);
        assertThat(totp.attempts(alice.user())).isEqualTo(2);
        // The committed success gave back one of the two; the rolled back one stays.
        totp.verify(alice, alice.wrongCode());
        assertThat(totp.attempts(alice.user())).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void verify_stepUsedAfterTheSnapshot_isConflictWithoutADenial(Isolation isolation) throws SQLException {
        Enrolled alice = totp.enrol();
        String code = alice.codeAt(TotpFixture.NOW);
        try (Connection connection = totp.database.connect()) {
            connection.setTransactionIsolation(isolation.level());
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1 FROM holdfast.totp_device");
            assertThat(totp.verify(alice, code)).isInstanceOf(TotpResult.Accepted.class);
            assertThat(totp.verifier.verify(TotpFixture.on(connection), alice.user(), code))
                    .isEqualTo(new TotpResult.Conflict());
            connection.rollback();
        }
        assertThat(totp.denials).isEmpty();
        assertThat(totp.verify(alice, code)).isEqualTo(new TotpResult.Rejected(Reason.REPLAYED));
    }

    @Test
    void verify_secretUnderARetiringKey_isSealedAnewByItsUse() {
        Enrolled alice = totp.enrol();
        var before = totp.ring.get();
        try {
            totp.ring.set(before.rotate("k2", Secret.random(TotpFixture.RANDOM, 32)));
            totp.verify(alice, alice.wrongCode());
            assertThat(keyOf(alice)).isEqualTo("k1");
            totp.verify(alice, alice.codeAt(TotpFixture.NOW));
            assertThat(keyOf(alice)).isEqualTo("k2");

            totp.ring.set(totp.ring.get().withStatus("k1", KeyStatus.RETIRED));
            totp.clock.advance(Duration.ofMinutes(1));
            assertThat(totp.verify(alice, alice.codeAt(totp.clock.instant()))).isInstanceOf(TotpResult.Accepted.class);
        } finally {
            totp.ring.set(before);
        }
    }

    @Test
    void verify_sealedSecretOfAnotherRow_acceptsNothing() {
        Enrolled alice = totp.enrol();
        Enrolled mallory = totp.enrol();
        totp.execute("UPDATE holdfast.totp_device v SET sealed_secret = m.sealed_secret FROM holdfast.totp_device m"
                + " WHERE v.id = '" + alice.deviceId() + "' AND m.id = '" + mallory.deviceId() + "'");
        assertThat(totp.verify(alice, mallory.codeAt(TotpFixture.NOW)))
                .isEqualTo(new TotpResult.Rejected(Reason.WRONG));
        assertThat(totp.verify(alice, alice.codeAt(TotpFixture.NOW))).isEqualTo(new TotpResult.Rejected(Reason.WRONG));
    }

    @Test
    void verify_actsSinkThrows_leavesTheStepUnused() {
        Enrolled alice = totp.enrol();
        AuditSink broken = (tx, event) -> {
            throw new IllegalStateException("audit is down");
        };
        TotpVerifier unlucky = TotpVerifier.of(new TotpSetup(
                totp.setup.namespace(),
                totp.setup.policy(),
                totp.setup.keys(),
                totp.runner,
                AuditTrail.of(broken, broken, totp.clock),
                totp.clock));
        String code = alice.codeAt(TotpFixture.NOW);
        assertThatThrownBy(() -> totp.inTx(tx -> unlucky.verify(tx, alice.user(), code)))
                .hasMessage("audit is down");
        assertThat(totp.verify(alice, code)).isInstanceOf(TotpResult.Accepted.class);
    }

    private static String keyOf(Enrolled enrolled) {
        return "k"
                + totp.number("SELECT substr(key_id, 2)::int FROM holdfast.totp_device WHERE id = '"
                        + enrolled.deviceId() + "'");
    }

    private static void assertDenial(String reason, UserRef user) {
        SecurityEvent denial = totp.denials.get(totp.denials.size() - 1);
        assertThat(denial.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(denial.reason()).isEqualTo(reason);
        assertThat(denial.targets().get(0).id()).isEqualTo(user.userId());
    }
}
