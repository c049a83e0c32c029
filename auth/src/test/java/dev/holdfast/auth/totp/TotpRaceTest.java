package dev.holdfast.auth.totp;

import static dev.holdfast.auth.FactorFixture.conflict;
import static dev.holdfast.auth.FactorFixture.tx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TotpRaceTest {
    private static final int CONTENDERS = 24;
    private static final String ACCEPTED = "accepted";

    private static TotpFixture totp;
    private static TotpVerifier roomy;
    private static TotpEnrolment roomyEnrolment;

    @BeforeAll
    static void open() {
        totp = new TotpFixture();
        roomy = TotpVerifier.of(totp.roomy());
        roomyEnrolment = TotpEnrolment.of(totp.roomy(), Revocation.none());
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
    void verify_oneCodeByMany_isAcceptedOnce(Isolation isolation) {
        List<Enrolled> users = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation)
                .prepare((connection, round) -> remembered(users, totp.enrol()))
                .run(contender -> word(
                        contender, roomy.verify(tx(contender), contender.state().user(), code(contender))));

        assertThat(report.committedPerRound(ACCEPTED::equals))
                .as(report.toString())
                .containsOnly(1L);
        assertThat(report.count(end -> end.committed().isPresent()))
                .as("the others are rejected, or in conflict and rolled back")
                .isPositive();
        // A loser that retries is rejected.
        for (Enrolled user : users) {
            assertThat(totp.verify(roomy, user.user(), user.codeAt(TotpFixture.NOW)))
                    .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.REPLAYED));
        }
    }

    /** Select, compare, update: what the compare-and-set is for. */
    @Test
    void naiveVerify_oneCodeByMany_isAcceptedTwice() {
        long step = totp.setup.policy().parameters().stepAt(TotpFixture.NOW);
        RaceReport<Boolean> report = race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> totp.enrol())
                .run(contender -> {
                    Enrolled user = contender.state();
                    long last = lastStep(contender.connection(), user);
                    contender.await();
                    update(contender.connection(), "UPDATE holdfast.totp_device SET last_step = " + step, user);
                    return last < step;
                });
        assertThat(report.committedPerRound(accepted -> accepted))
                .as(report.toString())
                .anyMatch(winners -> winners > 1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void confirm_codeUsedAtLoginToo_isAcceptedOnce(Isolation isolation) {
        List<Enrolled> users = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation)
                .prepare((connection, round) -> remembered(users, pending()))
                .run(contender -> {
                    Enrolled user = contender.state();
                    return contender.index() % 2 == 0
                            ? confirmation(contender, user)
                            : word(contender, roomy.verify(tx(contender), user.user(), code(contender)));
                });
        assertThat(report.committedPerRound(ACCEPTED::equals))
                .as(report.toString())
                .containsOnly(1L);
        assertThat(acceptedAfterwards(users)).isZero();
    }

    /** Marks the device as confirmed and forgets the step: the enrolment code logs in once more. */
    @Test
    void naiveConfirm_codeUsedAtLoginToo_isAcceptedTwice() {
        List<Enrolled> users = new CopyOnWriteArrayList<>();
        RaceReport<Boolean> report = race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> remembered(users, pending()))
                .run(contender -> {
                    update(
                            contender.connection(),
                            "UPDATE holdfast.totp_device SET confirmed_at = created_at",
                            contender.state());
                    return true;
                });
        assertThat(acceptedAfterwards(users)).as(report.toString()).isEqualTo(report.rounds());
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void verify_twoHundredWrongCodesAtOnce_checksNoMoreThanTheBudget(Isolation isolation) {
        RaceReport<Long> report = Race.on(totp.database)
                .contenders(40)
                .rounds(Rounds.of(50))
                .isolation(isolation)
                .prepare((connection, round) -> guessed(totp.enrol()))
                .run(contender -> {
                    long checked = 0;
                    for (int i = 0; i < 5; i++) {
                        TotpResult result = totp.verifier.verify(
                                tx(contender),
                                contender.state().user().user(),
                                contender.state().wrongCode());
                        checked += result.equals(new TotpResult.Rejected(TotpResult.Reason.WRONG)) ? 1 : 0;
                    }
                    return checked;
                });
        for (int round = 0; round < report.rounds(); round++) {
            long checked =
                    report.committed(round).stream().mapToLong(Long::longValue).sum();
            assertThat(checked).as(report.toString()).isEqualTo(10);
        }
    }

    /** Count, then insert: every contender counts the same. */
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"READ_COMMITTED", "REPEATABLE_READ"})
    void naiveCount_manyAtOnce_checksMoreThanTheBudget(Isolation isolation) {
        totp.execute("DROP TABLE IF EXISTS naive_attempt; CREATE TABLE naive_attempt (user_id text)");
        RaceReport<Boolean> report = race(isolation)
                .prepare((connection, round) -> totp.newUser())
                .run(contender -> {
                    long before = count(contender.connection(), contender.state());
                    contender.await();
                    insert(contender.connection(), contender.state());
                    return before < 10;
                });
        assertThat(report.committedPerRound(checked -> checked))
                .as(report.toString())
                .anyMatch(checked -> checked > 10);
    }

    /** A user and a wrong code for each of their devices, computed once. */
    private record Guessed(Enrolled user, String wrongCode) {}

    private static Guessed guessed(Enrolled user) {
        return new Guessed(user, user.wrongCode());
    }

    private static Race<Integer> race(Isolation isolation) {
        return Race.on(totp.database)
                .contenders(CONTENDERS)
                .rounds(Rounds.of(200))
                .isolation(isolation);
    }

    private static Enrolled pending() {
        UserRef user = totp.newUser();
        TotpEnrolment.Pending pending = totp.begin(user);
        return new Enrolled(user, pending.deviceId(), pending.uri().secret());
    }

    private static long acceptedAfterwards(List<Enrolled> users) {
        return users.stream()
                .map(user -> totp.verify(roomy, user.user(), user.codeAt(TotpFixture.NOW)))
                .filter(TotpResult.Accepted.class::isInstance)
                .count();
    }

    private static String confirmation(Contender<Enrolled> contender, Enrolled user) {
        EnrolmentResult<TotpDevice> result =
                roomyEnrolment.confirm(tx(contender), user.user(), user.deviceId(), code(contender));
        return result.fold(done -> ACCEPTED, reason -> "refused " + reason, () -> conflict(contender));
    }

    private static String word(Contender<?> contender, TotpResult result) {
        return result.fold(done -> ACCEPTED, reason -> "rejected " + reason, () -> conflict(contender));
    }

    private static String code(Contender<Enrolled> contender) {
        return contender.state().codeAt(TotpFixture.NOW);
    }

    private static Enrolled remembered(List<Enrolled> users, Enrolled user) {
        users.add(user);
        return user;
    }

    private static long lastStep(Connection connection, Enrolled user) throws SQLException {
        return number(connection, "SELECT last_step FROM holdfast.totp_device WHERE user_id = ?", user.user());
    }

    private static long count(Connection connection, UserRef user) throws SQLException {
        return number(connection, "SELECT count(*) FROM naive_attempt WHERE user_id = ?", user);
    }

    private static long number(Connection connection, String sql, UserRef user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user.userId());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    private static void insert(Connection connection, UserRef user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO naive_attempt VALUES (?)")) {
            statement.setString(1, user.userId());
            int unused = statement.executeUpdate();
        }
    }

    private static void update(Connection connection, String set, Enrolled user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(set + " WHERE user_id = ?")) {
            statement.setString(1, user.user().userId());
            int unused = statement.executeUpdate();
        }
    }
}
