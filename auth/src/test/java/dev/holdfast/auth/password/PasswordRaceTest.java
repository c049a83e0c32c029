package dev.holdfast.auth.password;

import static dev.holdfast.auth.FactorFixture.conflict;
import static dev.holdfast.auth.FactorFixture.tx;
import static dev.holdfast.auth.password.PasswordFixture.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.secret.Secret;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordRaceTest {
    private static final int CONTENDERS = 24;
    private static final String CHANGED = "changed";
    private static final Secret NEW = Secret.ofText("the password after the race");
    // "correct horse battery", computed by Python's hashlib.
    private static final String LEGACY = "$pbkdf2-sha256$i=1000$c2Vhc2FsdA$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww";
    private static final Secret OLD = Secret.ofText("correct horse battery");

    private static PasswordFixture fixture;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new PasswordFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** A user, and a new password for each contender, all prepared against the same present one. */
    private record Changes(UserRef user, List<PreparedPassword> prepared) {}

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void change_manyPreparedAgainstOnePassword_oneIsMade(Isolation isolation) {
        List<UserRef> users = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation)
                .prepare((connection, round) -> {
                    Changes state = changes(fixture.userWith(RIGHT));
                    users.add(state.user());
                    return state;
                })
                .run(contender ->
                        changed(contender, contender.state().prepared().get(contender.index())));

        assertThat(report.committedPerRound(CHANGED::equals))
                .as(report.toString())
                .containsOnly(1L);
        for (UserRef user : users) {
            assertThat(fixture.verify(user, RIGHT)).isEqualTo(new PasswordResult.Wrong());
            long winners = IntStream.range(0, CONTENDERS)
                    .filter(i -> fixture.verify(user, candidate(i)).equals(new PasswordResult.Verified(false)))
                    .count();
            assertThat(winners).isEqualTo(1);
            assertThat(historyOf(user)).isEqualTo(2);
        }
    }

    /** Compare in the application, then update: every contender compares with the same hash. */
    @Test
    void naiveChange_manyAgainstOnePassword_severalAreMade() {
        RaceReport<Boolean> report = race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> fixture.userWith("old"))
                .run(contender -> {
                    boolean unchanged =
                            read(contender.connection(), contender.state()).equals("old");
                    contender.await();
                    write(contender.connection(), contender.state(), "new " + contender.index());
                    return unchanged;
                });
        assertThat(report.committedPerRound(changed -> changed))
                .as(report.toString())
                .anyMatch(winners -> winners > 1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void change_duringRehashes_isTheOneThatStands(Isolation isolation) {
        List<Changes> states = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation)
                .prepare((connection, round) -> {
                    UserRef user = fixture.userWith(LEGACY);
                    Changes state = new Changes(user, List.of(fixture.prepared(user, NEW)));
                    states.add(state);
                    return state;
                })
                .run(contender -> contender.index() == 0
                        ? changed(contender, contender.state().prepared().get(0))
                        : fixture.verify(contender.state().user(), OLD).toString());

        for (int round = 0; round < report.rounds(); round++) {
            Changes state = states.get(round);
            if (!report.committed(round).contains(CHANGED)) {
                // In conflict with a rehash: the host retries with what was prepared.
                ChangeResult again = fixture.inTx(
                        tx -> fixture.changes.change(tx, state.prepared().get(0)));
                assertThat(again).isEqualTo(new ChangeResult.Changed(1));
            }
            assertThat(fixture.verify(state.user(), NEW)).isEqualTo(new PasswordResult.Verified(false));
            assertThat(fixture.verify(state.user(), OLD)).isEqualTo(new PasswordResult.Wrong());
        }
    }

    /** Rehash without comparing: the old password is back after the change. */
    @Test
    void naiveRehash_duringAChange_undoesIt() {
        List<UserRef> users = new CopyOnWriteArrayList<>();
        RaceReport<Boolean> report = race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> {
                    UserRef user = fixture.userWith("old");
                    users.add(user);
                    return user;
                })
                .run(contender -> {
                    String before = read(contender.connection(), contender.state());
                    contender.await();
                    boolean changes = contender.index() == 0;
                    write(contender.connection(), contender.state(), changes ? "new" : before + " rehashed");
                    return changes;
                });
        assertThat(users).as(report.toString()).extracting(fixture::hashOf).contains("old rehashed");
    }

    private static Race<Integer> race(Isolation isolation) {
        return Race.on(fixture.database)
                .contenders(CONTENDERS)
                .rounds(Rounds.of(100))
                .isolation(isolation);
    }

    private static Changes changes(UserRef user) {
        return new Changes(
                user,
                IntStream.range(0, CONTENDERS)
                        .mapToObj(i -> fixture.prepared(user, candidate(i)))
                        .toList());
    }

    private static Secret candidate(int contender) {
        return Secret.ofText("the password of contender " + contender);
    }

    private static String changed(Contender<?> contender, PreparedPassword password) {
        return fixture.changes
                .change(tx(contender), password)
                .fold(revoked -> CHANGED, () -> "superseded", () -> conflict(contender));
    }

    private static long historyOf(UserRef user) {
        return fixture.number("SELECT count(*) FROM holdfast.password_history WHERE user_id = '" + user.userId() + "'");
    }

    private static String read(Connection connection, UserRef user) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT password_hash FROM account WHERE id = ?")) {
            statement.setString(1, user.userId());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void write(Connection connection, UserRef user, String hash) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE account SET password_hash = ? WHERE id = ?")) {
            statement.setString(1, hash);
            statement.setString(2, user.userId());
            int unused = statement.executeUpdate();
        }
    }
}
