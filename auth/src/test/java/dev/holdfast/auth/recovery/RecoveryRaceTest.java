package dev.holdfast.auth.recovery;

import static dev.holdfast.auth.FactorFixture.conflict;
import static dev.holdfast.auth.FactorFixture.tx;
import static dev.holdfast.auth.recovery.RecoveryFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.recovery.RecoveryFixture.Holder;
import dev.holdfast.auth.recovery.RecoveryResult.Reason;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.RaceReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecoveryRaceTest {
    private static final String ACCEPTED = "accepted";

    private static RecoveryFixture fixture;
    private static RecoveryCodes roomy;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new RecoveryFixture();
        roomy = fixture.roomy();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void spend_oneCodeByMany_isAcceptedOnce(Isolation isolation) {
        List<Holder> holders = new CopyOnWriteArrayList<>();
        RaceReport<String> report = fixture.race(isolation)
                .prepare((connection, round) -> remembered(holders))
                .run(contender -> spent(contender, contender.state(), 0));
        assertThat(report.committedPerRound(ACCEPTED::equals))
                .as(report.toString())
                .containsOnly(1L);
        for (Holder holder : holders) {
            assertThat(fixture.spend(roomy, holder.user(), holder.code(0))).isEqualTo(rejected(Reason.REPLAYED));
            assertThat(fixture.remaining(holder.user())).isEqualTo(9);
        }
    }

    /** Select, then update: what the one statement is for. */
    @Test
    void naiveSpend_oneCodeByMany_isAcceptedTwice() {
        RaceReport<Boolean> report = fixture.race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> fixture.generate())
                .run(contender -> {
                    String first = " FROM holdfast.recovery_code WHERE user_id = '"
                            + contender.state().user().userId() + "'";
                    long unused = number(contender.connection(), "SELECT count(*)" + first + " AND used_at IS NULL");
                    contender.await();
                    execute(
                            contender.connection(),
                            "UPDATE holdfast.recovery_code SET used_at = now() WHERE code_hash ="
                                    + " (SELECT min(code_hash::text)::bytea" + first + ")");
                    return unused == 10;
                });
        assertThat(report.committedPerRound(accepted -> accepted))
                .as(report.toString())
                .anyMatch(winners -> winners > 1);
    }

    /** Ten codes by 24: what is left is exact, although each spend saw another number when it began. */
    @Test
    void spend_differentCodesByMany_countsExactly() {
        List<Holder> holders = new CopyOnWriteArrayList<>();
        RaceReport<String> report = fixture.race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> remembered(holders))
                .run(contender -> spent(contender, contender.state(), contender.index() % 10));
        assertThat(report.committedPerRound(ACCEPTED::equals))
                .as(report.toString())
                .containsOnly(10L);
        assertThat(holders)
                .allSatisfy(
                        holder -> assertThat(fixture.remaining(holder.user())).isZero());
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void generate_againstSpends_leavesExactlyOneSet(Isolation isolation) {
        List<Holder> holders = new CopyOnWriteArrayList<>();
        RaceReport<String> report = fixture.race(isolation)
                .prepare((connection, round) -> remembered(holders))
                .run(contender -> contender.index() % 2 == 0
                        ? generated(contender)
                        : spent(contender, contender.state(), contender.index() % 10));
        for (int round = 0; round < report.rounds(); round++) {
            Holder holder = holders.get(round);
            // Above READ COMMITTED one commits, which may be a spend: then the list before stands, short of one code.
            boolean replaced = report.committed(round).contains("generated");
            int left = replaced ? 10 : 9;
            assertThat(fixture.number("SELECT count(*) FROM holdfast.recovery_code WHERE used_at IS NULL"
                            + " AND user_id = '" + holder.user().userId() + "'"))
                    .as("as many as one list has: %s", report)
                    .isEqualTo(left);
            assertThat(fixture.remaining(holder.user())).isEqualTo(left);
            if (!replaced) {
                assertThat(isolation).isNotEqualTo(Isolation.READ_COMMITTED);
                continue;
            }
            fixture.codes.resetAttempts(holder.user());
            for (int i = 0; i < 10; i++) {
                assertThat(fixture.spend(roomy, holder.user(), holder.code(i)))
                        .as("a replaced code")
                        .isEqualTo(rejected(Reason.WRONG));
            }
        }
    }

    /** Delete, then insert, with nothing held: two lists are left side by side. */
    @Test
    void naiveGenerate_byMany_leavesSeveralSets() {
        fixture.execute("CREATE TABLE naive_code (user_id text, code text)");
        List<Holder> holders = new CopyOnWriteArrayList<>();
        RaceReport<Boolean> report = fixture.race(Isolation.READ_COMMITTED)
                .prepare((connection, round) -> remembered(holders))
                .run(contender -> {
                    String user = contender.state().user().userId();
                    execute(contender.connection(), "DELETE FROM naive_code WHERE user_id = '" + user + "'");
                    contender.await();
                    execute(
                            contender.connection(),
                            "INSERT INTO naive_code SELECT '" + user
                                    + "', gen_random_uuid() FROM generate_series(1, 10)");
                    return true;
                });
        assertThat(holders)
                .as(report.toString())
                .anyMatch(holder -> fixture.number("SELECT count(*) FROM naive_code WHERE user_id = '"
                                + holder.user().userId() + "'")
                        > 10);
    }

    private static Holder remembered(List<Holder> holders) {
        Holder holder = fixture.generate();
        holders.add(holder);
        return holder;
    }

    private static String spent(Contender<Holder> contender, Holder holder, int index) {
        return roomy.spend(tx(contender), holder.user(), holder.code(index))
                .fold(accepted -> ACCEPTED, reason -> "rejected " + reason, () -> conflict(contender));
    }

    private static String generated(Contender<Holder> contender) {
        return roomy.generate(tx(contender), contender.state().user())
                .fold(codes -> "generated", () -> conflict(contender));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
