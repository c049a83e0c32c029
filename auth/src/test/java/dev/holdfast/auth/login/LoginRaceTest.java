package dev.holdfast.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.Challenges.Subject;
import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A challenge leads to one login, and lets no more responses be checked than it allows. */
class LoginRaceTest {
    private static final int CONTENDERS = 24;
    private static final int ALLOWED = 5;

    private static LoginFixture host;
    private static Challenges challenges;

    @BeforeAll
    static void open() throws SQLException {
        host = new LoginFixture();
        challenges = new Challenges(host.setup.namespace());
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void spend_oneChallengeByMany_succeedsOnce(Isolation isolation) {
        RaceReport<Boolean> report = race(isolation)
                .prepare((connection, round) -> issued())
                .run(contender -> {
                    contender.await();
                    return challenges.spend(tx(contender), contender.state().id(), LoginFixture.NOW);
                });

        assertThat(report.committedPerRound(spent -> spent))
                .as(report.toString())
                .containsOnly(1L);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void attempt_oneChallengeByMany_isCountedUpToTheBudget(Isolation isolation) {
        RaceReport<Boolean> report = race(isolation)
                .prepare((connection, round) -> issued())
                .run(contender -> {
                    contender.await();
                    return challenges
                            .attempt(tx(contender), List.of(contender.state().hash()), LoginFixture.NOW, ALLOWED)
                            .isPresent();
                });

        // Above READ COMMITTED those that meet are in conflict, which checks nothing either.
        assertThat(report.committedPerRound(counted -> counted))
                .as(report.toString())
                .allMatch(counted -> counted >= 1 && counted <= ALLOWED);
    }

    /** Looks whether it is open, then closes it: what the conditional statement is for. */
    @Test
    void naiveSpend_oneChallengeByMany_succeedsTwice() {
        RaceReport<Boolean> report = race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> issued())
                .run(contender -> {
                    boolean open =
                            isOpen(contender.connection(), contender.state().id());
                    contender.await();
                    end(contender.connection(), contender.state().id());
                    return open;
                });

        assertThat(report.committedPerRound(spent -> spent))
                .as(report.toString())
                .anyMatch(winners -> winners > 1);
    }

    @Test
    void complete_rightResponsesOfTwoKindsAtOnce_logInOnceAndUseOneUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ALLOWED);
        try {
            for (int round = 0; round < Rounds.of(40); round++) {
                Person person = host.enrolled("person" + round + "@race.example");
                SecondFactorRequired required = host.challenged(person);
                List<Callable<LoginResult>> responses = IntStream.range(0, ALLOWED)
                        .<Callable<LoginResult>>mapToObj(i -> () -> i == 0
                                ? host.complete(required, "totp", person.codeAt(LoginFixture.NOW))
                                : host.complete(
                                        required,
                                        "recovery_code",
                                        person.codes().get(i)))
                        .toList();
                int logins = 0;
                for (Future<LoginResult> result : threads.invokeAll(responses)) {
                    logins += result.get() instanceof LoginResult.Authenticated ? 1 : 0;
                }
                assertThat(logins).isOne();
                int left = host.<Integer>inTx(tx -> host.recovery.remaining(tx, person.user()));
                assertThat(left).as("a loser's code stays good").isBetween(9, 10);
            }
        } finally {
            threads.shutdown();
        }
    }

    private record Issued(UUID id, HashTag hash) {}

    private static Issued issued() {
        UUID id = UUID.randomUUID();
        HashTag hash = new HashTag(
                "k1",
                ByteBuffer.allocate(32)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
        Subject subject = new Subject(UserRef.of("ada"), "ada@shop.example", Optional.empty(), false);
        host.runner.run(tx -> challenges.issue(
                tx, new Challenges.Row(id, hash, subject, LoginFixture.NOW, LoginFixture.NOW.plusSeconds(300))));
        return new Issued(id, hash);
    }

    private static Race<Integer> race(Isolation isolation) {
        return Race.on(host.database)
                .contenders(CONTENDERS)
                .rounds(Rounds.of(200))
                .isolation(isolation);
    }

    private static DSLContext tx(Contender<Issued> contender) {
        return DSL.using(contender.connection(), SQLDialect.POSTGRES);
    }

    private static boolean isOpen(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement look =
                connection.prepareStatement("SELECT ended_at IS NULL FROM holdfast.login_challenge WHERE id = ?")) {
            look.setObject(1, id);
            try (ResultSet row = look.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void end(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement end =
                connection.prepareStatement("UPDATE holdfast.login_challenge SET ended_at = now() WHERE id = ?")) {
            end.setObject(1, id);
            var unused = end.executeUpdate();
        }
    }
}
