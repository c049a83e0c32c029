package dev.holdfast.auth.totp;

import static dev.holdfast.auth.totp.TotpFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.JoinTwin;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every joining method neither begins nor ends the host's transaction, and rolls back with it. The attempts, counted in
 * transactions of their own, are not among the tables looked at: they must stay.
 */
class TotpJoinTest {
    private static TotpFixture totp;
    private static JoinTwin twin;

    /** A call for a user with a confirmed device and an enrolment under way. */
    private interface Work {
        Object on(Enrolled alice, Enrolled pending, DSLContext tx);
    }

    @BeforeAll
    static void open() throws SQLException {
        totp = new TotpFixture();
        twin = JoinTwin.over(totp.database.dataSource(), "holdfast.totp_device");
    }

    @AfterAll
    static void close() {
        totp.close();
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                call(
                        "begin",
                        EnrolmentResult.Done.class,
                        (alice, pending, tx) -> totp.enrolment.begin(tx, alice.user(), "another")),
                call(
                        "confirm",
                        EnrolmentResult.Done.class,
                        (alice, pending, tx) ->
                                totp.enrolment.confirm(tx, alice.user(), pending.deviceId(), pending.codeAt(NOW))),
                call(
                        "remove",
                        EnrolmentResult.Done.class,
                        (alice, pending, tx) -> totp.enrolment.remove(tx, alice.user(), alice.deviceId())),
                call(
                        "adopt",
                        EnrolmentResult.Done.class,
                        (alice, pending, tx) -> totp.enrolment.adopt(tx, alice.user(), credential())),
                call(
                        "verify",
                        TotpResult.Accepted.class,
                        (alice, pending, tx) -> totp.verifier.verify(tx, alice.user(), alice.codeAt(NOW))),
                call(
                        "verify in a challenge",
                        TotpResult.Accepted.class,
                        (alice, pending, tx) -> totp.verifier.verify(tx, alice.user(), alice.codeAt(NOW), "login-1")),
                call(
                        "verify as factor",
                        FactorResult.Verified.class,
                        (alice, pending, tx) -> totp.verifier
                                .asFactor()
                                .verify(
                                        tx,
                                        StepUpSubject.of(alice.user().userId(), "session"),
                                        Secret.ofText(alice.codeAt(NOW)))));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void write_rolledBack_joinedAndLeavesNothing(Class<?> outcome, Work work) throws SQLException {
        Enrolled alice = totp.enrol();
        Enrolled pending = pending(alice);

        assertThatObject(twin.writes(tx -> work.on(alice, pending, tx))).isInstanceOf(outcome);

        // What was rolled back did not happen: the device is there, and its code is as good as before.
        assertThat(totp.verify(alice, alice.codeAt(NOW))).isInstanceOf(TotpResult.Accepted.class);
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                call("devices", List.class, (alice, pending, tx) -> totp.enrolment.devices(tx, alice.user())),
                call(
                        "confirm wrong",
                        EnrolmentResult.Refused.class,
                        (alice, pending, tx) ->
                                totp.enrolment.confirm(tx, alice.user(), pending.deviceId(), pending.wrongCode())),
                call(
                        "remove unknown",
                        EnrolmentResult.Refused.class,
                        (alice, pending, tx) -> totp.enrolment.remove(tx, UserRef.of("mallory"), alice.deviceId())),
                call(
                        "verify wrong",
                        TotpResult.Rejected.class,
                        (alice, pending, tx) -> totp.verifier.verify(tx, alice.user(), alice.wrongCode())),
                call(
                        "verify malformed",
                        TotpResult.Rejected.class,
                        (alice, pending, tx) -> totp.verifier.verify(tx, alice.user(), "x")));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readOrRefusal_joinedAndWritesNothing(Class<?> outcome, Work work) throws SQLException {
        Enrolled alice = totp.enrol();
        Enrolled pending = pending(alice);

        assertThatObject(twin.reads(tx -> work.on(alice, pending, tx))).isInstanceOf(outcome);
    }

    private static Enrolled pending(Enrolled alice) {
        TotpEnrolment.Pending begun = totp.begin(alice.user());
        return new Enrolled(alice.user(), begun.deviceId(), begun.uri().secret());
    }

    private static OtpAuthUri credential() {
        TotpPolicy policy = totp.setup.policy();
        TotpSecret secret = TotpSecret.random(TotpFixture.RANDOM, TotpSecret.RECOMMENDED_BYTES);
        return new OtpAuthUri(policy.issuer(), "alice", secret, policy.parameters());
    }

    private static Arguments call(String name, Class<?> outcome, Work work) {
        return Arguments.of(outcome, Named.of(name, work));
    }
}
