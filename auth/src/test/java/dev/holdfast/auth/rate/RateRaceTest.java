package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.rate.RateDecision.Cause;
import dev.holdfast.auth.rate.RateDecision.Limited;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 24 requests of one client at two nodes that know each other only through the database. */
class RateRaceTest {
    private static final int CONTENDERS = 24;
    private static final int BURST = 5;
    private static final RatePolicy POLICY = RatePolicy.perMinute("race", 1).withBurst(BURST);
    private static final RateDecision UNAVAILABLE = new Limited(Duration.ofSeconds(5), Cause.UNAVAILABLE);

    private static TestDatabase database;

    @BeforeAll
    static void open() throws SQLException {
        database = AuthDatabase.create();
        database.execute("CREATE TABLE naive_request (round int)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void check_manyAtTwoNodes_passNoMoreThanTheBurst(Isolation isolation) {
        try (HikariDataSource one = pool(isolation);
                HikariDataSource other = pool(isolation)) {
            RateLimit[] nodes = {node(one), node(other)};
            RaceReport<RateDecision> report = race(Isolation.READ_COMMITTED)
                    .run(contender -> nodes[contender.index() % 2].check(isolation + " " + contender.state()));

            assertThat(report.committedPerRound(RateDecision.Allowed.class::isInstance))
                    .as(report.toString())
                    .allMatch(passed -> passed <= BURST && passed > 0);
            if (isolation == Isolation.READ_COMMITTED) {
                assertThat(report.committedPerRound(RateDecision.Allowed.class::isInstance))
                        .containsOnly((long) BURST);
                assertThat(report.committedPerRound(UNAVAILABLE::equals)).containsOnly(0L);
            }
        }
    }

    /** Count the requests, then note one more: every contender counts the same. */
    @Test
    void naiveCount_manyAtOnce_passMoreThanTheBurst() {
        RaceReport<Boolean> report = race(Isolation.READ_COMMITTED).run(contender -> {
            try (Statement statement = contender.connection().createStatement()) {
                long before = count(statement, contender.state());
                contender.await();
                statement.execute("INSERT INTO naive_request VALUES (" + contender.state() + ")");
                return before < BURST;
            }
        });
        assertThat(report.committedPerRound(passed -> passed))
                .as(report.toString())
                .anyMatch(passed -> passed > BURST);
    }

    private static Race<Integer> race(Isolation isolation) {
        return Race.on(database).contenders(CONTENDERS).rounds(Rounds.of(100)).isolation(isolation);
    }

    private static RateLimit node(HikariDataSource pool) {
        return SharedRateLimit.of(
                SharedRateSetup.of(POLICY, pool, MutableClock.at(Instant.parse("2026-11-21T12:00:00Z"))));
    }

    private static HikariDataSource pool(Isolation isolation) {
        return AuthDatabase.pool(database, isolation, 6);
    }

    private static long count(Statement statement, int round) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM naive_request WHERE round = " + round)) {
            row.next();
            return row.getLong(1);
        }
    }
}
