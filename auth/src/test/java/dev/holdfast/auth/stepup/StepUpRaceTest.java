package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.FactorFixture.conflict;
import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.StepUpFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceEnd;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepUpRaceTest {
    private static final int CONTENDERS = 24;

    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<Arguments> formsAndLevels() {
        return Arrays.stream(Form.values())
                .flatMap(form -> Arrays.stream(Isolation.values()).map(level -> arguments(form, level)));
    }

    @ParameterizedTest
    @MethodSource("formsAndLevels")
    void consume_manyContenders_oneWins(Form form, Isolation level) throws SQLException {
        List<StepUpIssue.Issued> issued = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(level)
                .prepare((connection, round) -> {
                    StepUpIssue.Issued token = fixture.issued(form);
                    issued.add(token);
                    return text(token);
                })
                .run(contender -> {
                    StepUpResult result = fixture.consume(form, on(contender.connection()), contender.state());
                    return result.fold(grant -> "accepted", challenge -> "rejected", () -> conflict(contender));
                });

        assertThat(report.committedPerRound("accepted"::equals))
                .as(report.toString())
                .containsOnly(1L);
        assertThat(report.everyRound(ends -> ends.stream().allMatch(StepUpRaceTest::isDecidedOrConflict)))
                .as(report.toString())
                .isTrue();
        assertThat(fixture.spends()).isEqualTo(issued.size());
        assertThat(fixture.denials).as("no denial for a conflict").hasSize((int)
                report.count(end -> end.committed().filter("rejected"::equals).isPresent()));
        for (StepUpIssue.Issued token : issued) {
            assertThat(fixture.consumed(form, token)).as("a retried loser").isInstanceOf(StepUpResult.Rejected.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "READ_COMMITTED, select used_at is null from naive where id = ?, update naive set used_at = now() where id = ?",
        "READ_COMMITTED, select true from naive where id = ?, delete from naive where id = ?",
        "READ_COMMITTED, select not exists (select from naive_jti where id = ?), insert into naive_jti values (?)",
        "REPEATABLE_READ, select not exists (select from naive_jti where id = ?), insert into naive_jti values (?)",
    })
    void consume_naively_isSpentTwiceInThisHarness(Isolation level, String select, String write) throws SQLException {
        fixture.database.execute("create table naive (id int primary key, used_at timestamptz);"
                + " create table naive_jti (id int not null)");
        RaceReport<Boolean> report = race(level)
                .prepare((connection, round) -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("insert into naive values (" + round + ")");
                    }
                    return round;
                })
                .run(contender -> naive(contender, select, write));

        assertThat(report.committedPerRound(won -> won).stream().filter(winners -> winners > 1))
                .as(report.toString())
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void issue_manyContenders_oneTokenIsOpen(Isolation level) throws SQLException {
        Map<StepUpIssue.Issued, StepUpSubject> issued = new ConcurrentHashMap<>();
        RaceReport<String> report = race(level)
                .prepare((connection, round) -> StepUpSubject.of("alice", "session-" + round))
                .run(contender -> {
                    StepUpIssue result = fixture.tokens.issue(on(contender.connection()), request(contender.state()));
                    return result.fold(
                            token -> {
                                issued.put(token, contender.state());
                                return "issued";
                            },
                            challenge -> "rejected",
                            () -> conflict(contender));
                });

        assertThat(fixture.database.queryStrings(
                        "select count(*) from holdfast.step_up_token where used_at is null and revoked_at is null"
                                + " group by user_id, session_id, action, tenant_id"))
                .as(report.toString())
                .hasSize(report.rounds())
                .containsOnly("1");
        assertThat(report.everyRound(
                        ends -> ends.stream().anyMatch(end -> end.committed().isPresent())))
                .as(report.toString())
                .isTrue();
        assertThat(report.count(
                        end -> end.committed().filter("rejected"::equals).isPresent()))
                .isZero();
        assertThat(accepted(issued)).as("tokens worth something").isEqualTo(report.rounds());
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void revokeAll_tokenBeingIssued_isCovered(Isolation level) throws Exception {
        try (Connection issuer = begin(Isolation.READ_COMMITTED);
                Connection revoker = begin(level)) {
            StepUpIssue.Issued token = (StepUpIssue.Issued) fixture.tokens.issue(on(issuer), request());
            CompletableFuture<Integer> revoked = CompletableFuture.supplyAsync(
                    () -> fixture.tokens.revokeAll(on(revoker), "alice", RevocationReason.PASSWORD_CHANGED));
            awaitAdvisoryWait();
            fixture.clock.advance(Duration.ofMillis(1));
            issuer.commit();
            assertThat(revoked.get()).isBetween(0, 1);
            revoker.commit();

            assertThat(fixture.consumed(Form.OPAQUE, token)).isInstanceOf(StepUpResult.Rejected.class);
            assertThat(fixture.lastDenial()).isEqualTo("revoked");
            fixture.assertUnspent();
        }
    }

    private Race<Integer> race(Isolation level) {
        return Race.on(fixture.database)
                .contenders(CONTENDERS)
                .rounds(Rounds.of(200))
                .isolation(level);
    }

    private static boolean isDecidedOrConflict(RaceEnd<String> end) {
        return end.committed().isPresent()
                || end.equals(new RaceEnd.RolledBack<>("conflict"))
                || end.failedWith("40001");
    }

    private static boolean naive(Contender<Integer> contender, String select, String write) throws SQLException {
        int id = contender.state();
        boolean isOpen = Boolean.TRUE.equals(
                on(contender.connection()).resultQuery(select, id).fetchOne(0, Boolean.class));
        contender.await();
        if (isOpen) {
            on(contender.connection()).execute(write, id);
        }
        return isOpen;
    }

    private long accepted(Map<StepUpIssue.Issued, StepUpSubject> issued) {
        return fixture.runner.call(tx -> issued.entrySet().stream()
                .filter(token -> fixture.tokens
                        .consume(
                                tx, text(token.getKey()), token.getValue(), StepUpFixture.ACTION, StepUpFixture.PAYLOAD)
                        .fold(grant -> true, challenge -> false, () -> false))
                .count());
    }

    private Connection begin(Isolation level) throws SQLException {
        Connection connection = fixture.database.connect();
        connection.setTransactionIsolation(level.level());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Takes the snapshot of the levels that have one.
            statement.execute("select count(*) from holdfast.step_up_token");
        }
        return connection;
    }

    private void awaitAdvisoryWait() throws SQLException {
        String waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                + " and database = (select oid from pg_database where datname = current_database())";
        int attempts = 0;
        while (fixture.database.queryLong(waiting) == 0) {
            assertThat(++attempts).as("the revocation waits for the issue").isLessThan(2000);
        }
    }

    private static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
