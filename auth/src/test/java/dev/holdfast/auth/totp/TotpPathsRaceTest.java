package dev.holdfast.auth.totp;

import static dev.holdfast.auth.FactorFixture.conflict;
import static dev.holdfast.auth.FactorFixture.tx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One code on all ways at once: login's and step-up's, and over two devices that hold one secret. */
class TotpPathsRaceTest {
    private static final String ACCEPTED = "accepted";

    private static TotpFixture totp;
    private static TotpVerifier roomy;
    private static SecondFactor login;
    private static StepUpFactor stepUp;

    @BeforeAll
    static void open() {
        totp = new TotpFixture();
        roomy = TotpVerifier.of(totp.roomy());
        login = SecondFactor.totp(roomy, TotpEnrolment.of(totp.roomy(), Revocation.none()));
        stepUp = roomy.asFactor();
    }

    @AfterAll
    static void close() {
        totp.close();
    }

    @BeforeEach
    void reset() {
        totp.denials.clear();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void verify_oneCodeAtLoginAndStepUp_isAcceptedOnce(Isolation isolation) {
        List<Enrolled> users = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation)
                .prepare((connection, round) -> remembered(users, totp.enrol()))
                .run(contender -> contender.index() % 2 == 0 ? atLogin(contender) : atStepUp(contender));

        assertAcceptedOnce(report, users);
    }

    /** A second look at the code compares it and marks nothing, since the user is logged in already. */
    @ParameterizedTest
    @EnumSource(Isolation.class)
    void naiveStepUp_oneCodeByMany_isAcceptedOften(Isolation isolation) {
        long step = totp.setup.policy().parameters().stepAt(TotpFixture.NOW);
        RaceReport<Boolean> report = race(isolation)
                .prepare((connection, round) -> totp.enrol())
                .run(contender -> lastStep(contender) < step);

        assertThat(report.committedPerRound(accepted -> accepted))
                .as(report.toString())
                .allMatch(winners -> winners > 1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void verify_oneCodeOfTwoDevices_isAcceptedOnceOverBoth(Isolation isolation) {
        List<Enrolled> users = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation)
                .prepare((connection, round) ->
                        remembered(users, withATwin(totp.enrol()).user()))
                .run(TotpPathsRaceTest::atLogin);

        assertAcceptedOnce(report, users);
    }

    /** A compare-and-set on the device at hand: each of the two lets the code in once. */
    @ParameterizedTest
    @EnumSource(Isolation.class)
    void naiveMark_oneCodeOfTwoDevices_isAcceptedTwice(Isolation isolation) {
        long step = totp.setup.policy().parameters().stepAt(TotpFixture.NOW);
        RaceReport<Boolean> report = race(isolation)
                .prepare((connection, round) -> withATwin(totp.enrol()))
                .run(contender -> {
                    Twins twins = contender.state();
                    UUID device = contender.index() % 2 == 0 ? twins.user().deviceId() : twins.second();
                    return marked(contender, device, step);
                });

        assertThat(report.committedPerRound(marked -> marked))
                .as(report.toString())
                .anyMatch(winners -> winners > 1);
    }

    /** A user, and a second device with the first one's secret. */
    private record Twins(Enrolled user, UUID second) {}

    private static Twins withATwin(Enrolled user) {
        OtpAuthUri same = new OtpAuthUri(
                "Shop", "alice", user.secret(), totp.setup.policy().parameters());
        return new Twins(user, TotpFixture.done(totp.inTx(tx -> totp.enrolment.adopt(tx, user.user(), same))));
    }

    private static void assertAcceptedOnce(RaceReport<String> report, List<Enrolled> users) {
        assertThat(report.committedPerRound(ACCEPTED::equals))
                .as(report.toString())
                .containsOnly(1L);
        // A loser that retries is rejected.
        for (Enrolled user : users) {
            assertThat(totp.verify(roomy, user.user(), user.codeAt(TotpFixture.NOW)))
                    .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.REPLAYED));
        }
    }

    private static String atLogin(Contender<Enrolled> contender) {
        return login.verify(tx(contender), contender.state().user(), code(contender), "challenge-" + contender.index())
                .fold(accepted -> ACCEPTED, reason -> "rejected " + reason, () -> conflict(contender));
    }

    private static String atStepUp(Contender<Enrolled> contender) {
        StepUpSubject subject = StepUpSubject.of(contender.state().user().userId(), "session-" + contender.index());
        FactorResult result = stepUp.verify(tx(contender), subject, code(contender));
        if (result instanceof FactorResult.Conflict) {
            return conflict(contender);
        }
        return result instanceof FactorResult.Verified ? ACCEPTED : "rejected";
    }

    private static Race<Integer> race(Isolation isolation) {
        return Race.on(totp.database).contenders(24).rounds(Rounds.of(100)).isolation(isolation);
    }

    private static Enrolled remembered(List<Enrolled> users, Enrolled user) {
        users.add(user);
        return user;
    }

    private static Secret code(Contender<Enrolled> contender) {
        return Secret.ofText(contender.state().codeAt(TotpFixture.NOW));
    }

    private static long lastStep(Contender<Enrolled> contender) throws SQLException {
        try (PreparedStatement look =
                contender.connection().prepareStatement("SELECT last_step FROM holdfast.totp_device WHERE id = ?")) {
            look.setObject(1, contender.state().deviceId());
            try (ResultSet row = look.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    private static boolean marked(Contender<?> contender, UUID device, long step) throws SQLException {
        try (PreparedStatement mark = contender
                .connection()
                .prepareStatement("UPDATE holdfast.totp_device SET last_step = ? WHERE id = ? AND last_step < ?")) {
            mark.setLong(1, step);
            mark.setObject(2, device);
            mark.setLong(3, step);
            return mark.executeUpdate() == 1;
        }
    }
}
