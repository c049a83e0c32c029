package dev.holdfast.auth.device;

import static dev.holdfast.auth.FactorFixture.CONFLICT;
import static dev.holdfast.auth.FactorFixture.conflict;
import static dev.holdfast.auth.FactorFixture.tx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.DeviceFixture.Held;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.RaceReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceRaceTest {
    private static DeviceFixture fixture;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new DeviceFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void recognise_oneTokenByMany_isRotatedOnceAndGivesOneSuccessor(Isolation isolation) {
        List<Held> devices = new CopyOnWriteArrayList<>();
        List<Instant> times = new CopyOnWriteArrayList<>();
        RaceReport<String> report = fixture.race(isolation)
                .prepare((connection, round) -> {
                    Held held = fixture.settled();
                    devices.add(held);
                    times.add(fixture.clock.instant());
                    return held;
                })
                .run(contender -> fixture.devices
                        .recognise(
                                tx(contender),
                                contender.state().user(),
                                contender.state().token())
                        .fold(trusted -> trusted.token().exposeText(), () -> "unknown", () -> conflict(contender)));
        for (int round = 0; round < report.rounds(); round++) {
            Set<String> answers = new HashSet<>(report.committed(round));
            answers.remove(CONFLICT);
            Held held = devices.get(round);
            assertThat(answers)
                    .as("one successor, nobody unknown: %s", report)
                    .hasSize(1)
                    .doesNotContain("unknown");
            Secret successor = Secret.ofText(answers.iterator().next());
            assertThat(successor).isNotEqualTo(held.token());
            // A loser that retries gets the same.
            fixture.clock.set(times.get(round));
            assertThat(fixture.trusted(held.user(), held.token()).token()).isEqualTo(successor);
        }
        assertThat(fixture.denials).isEmpty();
    }

    /** A successor drawn at random, stored by whoever comes: all but the last hold a token that is worth nothing. */
    @Test
    void naiveRotation_oneTokenByMany_givesSeveralSuccessors() {
        fixture.execute("CREATE TABLE naive_device (id int PRIMARY KEY, token text)");
        RaceReport<String> report = fixture.race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> {
                    fixture.execute("INSERT INTO naive_device VALUES (" + round + ", 'old')");
                    return round;
                })
                .run(contender -> {
                    String own = "token-" + contender.index();
                    String where = " WHERE id = " + contender.state();
                    String seen = text(contender, "SELECT token FROM naive_device" + where);
                    contender.await();
                    return seen.equals("old")
                            ? text(
                                    contender,
                                    "UPDATE naive_device SET token = '" + own + "'" + where + " RETURNING token")
                            : "unknown";
                });
        assertThat(report.committedPerRound(answer -> answer.startsWith("token-")))
                .as(report.toString())
                .anyMatch(successors -> successors > 1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void trust_byMany_keepsTheBound(Isolation isolation) {
        List<UserRef> users = new CopyOnWriteArrayList<>();
        RaceReport<String> report = fixture.race(isolation)
                .prepare((connection, round) -> {
                    UserRef user = fixture.newUser();
                    users.add(user);
                    return user;
                })
                .run(contender -> fixture.devices
                        .trust(tx(contender), contender.state(), "Firefox")
                        .fold(issued -> "trusted", () -> conflict(contender)));
        assertThat(report.committedPerRound("trusted"::equals))
                .as(report.toString())
                .allMatch(count -> count > 0);
        for (UserRef user : users) {
            assertThat(fixture.list(fixture.devices, user)).hasSizeBetween(1, 10);
        }
    }

    /** Trusted before the revocation was asked for, committed while it waits: it must not escape. */
    @Test
    void revokeAll_deviceBeingTrusted_waitsAndEndsItToo() throws Exception {
        UserRef user = fixture.newUser();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection login = fixture.database.connect()) {
            login.setAutoCommit(false);
            Held held = new Held(
                    user,
                    DeviceFixture.issued(
                            fixture.devices.trust(DSL.using(login, SQLDialect.POSTGRES), user, "Firefox")));
            Future<Integer> revoked = other.submit(() -> fixture.inTx(
                    tx -> fixture.devices.revokeAll(tx, user.userId(), RevocationReason.PASSWORD_CHANGED)));
            while (!revoked.isDone()
                    && fixture.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND query LIKE '%trusted_device_owner%' AND datname = current_database()")
                            == 0) {
                Thread.onSpinWait();
            }
            login.commit();
            assertThat(revoked.get()).isEqualTo(1);
            assertThat(fixture.accepts(held)).isFalse();
        } finally {
            other.shutdownNow();
            fixture.denials.clear();
        }
    }

    private static String text(Contender<?> contender, String sql) throws SQLException {
        try (Statement statement = contender.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
