package dev.holdfast.testkit.race;

import static dev.holdfast.testkit.race.Tickets.count;
import static dev.holdfast.testkit.race.Tickets.isUsed;
import static dev.holdfast.testkit.race.Tickets.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness itself: what a contender is given, how its end is recorded, and that a round always ends. */
class RaceHarnessTest {

    private static Tickets tickets;

    @BeforeAll
    static void createTickets() throws SQLException {
        tickets = new Tickets();
    }

    @AfterAll
    static void dropTickets() {
        tickets.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void run_everyContender_isInABegunTransactionOfThatLevel(Isolation isolation) {
        RaceReport<String> report = tickets.race(isolation).rounds(2).run(contender -> {
            assertThat(contender.connection().getAutoCommit()).isFalse();
            try (Statement statement = contender.connection().createStatement();
                    ResultSet rows = statement.executeQuery("show transaction_isolation")) {
                rows.next();
                return rows.getString(1) + contender.index() + contender.round();
            }
        });

        String level = isolation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        assertThat(report.committed(1))
                .containsExactlyElementsOf(IntStream.range(0, 8)
                        .mapToObj(index -> level + index + "1")
                        .toList());
    }

    @Test
    void run_firstStatementOfBody_seesTheSnapshotOfTheStart() {
        RaceReport<Long> report = tickets.race(Isolation.REPEATABLE_READ)
                .contenders(2)
                .run(contender -> {
                    if (contender.index() == 0) {
                        tickets.database().execute("update ticket set used = true where id = " + contender.state());
                    }
                    contender.await();
                    return isUsed(contender) ? 1L : 0L;
                });

        assertThat(report.committedPerRound(seen -> seen == 1)).containsOnly(0L);
    }

    @Test
    void run_failureBeforeTheBarrier_releasesTheOthers() {
        RaceReport<Integer> report = tickets.race(Isolation.READ_COMMITTED).run(contender -> {
            if (contender.index() == 3) {
                throw new IllegalStateException("wrapped", new SQLException("made up", "22012"));
            }
            if (contender.index() != 4) {
                contender.await();
                contender.await();
            }
            return contender.index();
        });

        assertThat(report.committed(0)).containsExactly(0, 1, 2, 4, 5, 6, 7);
        assertThat(report.ends(0).get(3))
                .isInstanceOfSatisfying(
                        RaceEnd.Failed.class,
                        failed -> assertThat(failed.sqlState()).isEqualTo("22012"));
        assertThat(report.count(end -> end.failedWith("22012"))).isEqualTo(report.rounds());
    }

    @Test
    void run_rollbackInstead_recordsTheValueAndKeepsNothing() throws SQLException {
        RaceReport<Integer> report = tickets.race(Isolation.READ_COMMITTED).run(contender -> {
            contender.rollbackInstead();
            return update(contender, "insert into redemption values (-?, 0)");
        });

        assertThat(report.count(new RaceEnd.RolledBack<>(1)::equals)).isEqualTo(8L * report.rounds());
        assertThat(tickets.database().queryLong("select count(*) from redemption where ticket < 0"))
                .isZero();
    }

    @Test
    void run_swallowedSqlFailure_isAFailedCommit() {
        RaceReport<Integer> report = tickets.race(Isolation.READ_COMMITTED)
                .rounds(2)
                .run(contender -> {
                    try {
                        return update(contender, "update no_such_table set id = ?");
                    } catch (SQLException swallowed) {
                        return 0;
                    }
                });

        assertThat(report.count(end -> end.failedWith("25P02"))).isEqualTo(16);
    }

    @Test
    void run_endedConnection_isReplacedInTheNextRound() {
        RaceReport<Integer> report = tickets.race(Isolation.READ_COMMITTED)
                .rounds(3)
                .run(contender -> {
                    if (contender.round() == 1) {
                        return count(contender, "select pg_terminate_backend(pg_backend_pid())::int + ?");
                    }
                    return contender.index();
                });

        assertThat(report.committed(0)).hasSize(8);
        assertThat(report.ends(1)).allMatch(end -> end.failedWith("57P01"));
        assertThat(report.committed(2)).hasSize(8);
    }

    @Test
    void run_failedAssertionInBody_endsTheRace() {
        assertThatThrownBy(() -> tickets.race(Isolation.READ_COMMITTED).run(contender -> {
                    assertThat(contender.index()).as("the index").isZero();
                    return contender.index();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the index");
    }

    @Test
    void run_roundWithoutEnd_failsAndNamesWhoWaitsForWhom() throws SQLException {
        // A lock held at the barrier, which the others need to get there.
        Race<Integer> race =
                tickets.race(Isolation.READ_COMMITTED).contenders(2).timeout(Duration.ofSeconds(2));
        assertThatThrownBy(() -> race.run(contender -> {
                    int changed = update(contender, "update ticket set used = true where id = ?");
                    contender.await();
                    return changed;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("did not end within PT2S")
                .hasMessageContaining("contender 0: ")
                .hasMessageContaining("dev.holdfast.testkit.race.Contender.await")
                .hasMessageContaining("waits for Lock transactionid, blocked by {")
                .hasMessageContaining("update ticket");

        // The given up transactions have let go of their locks, or do so while this waits.
        tickets.database().execute("set lock_timeout = '20s'; update ticket set used = false");
    }

    @Test
    void run_failedPreparation_namesTheRound() {
        assertThatThrownBy(() -> tickets.race(Isolation.READ_COMMITTED)
                        .prepare((connection, round) -> {
                            throw new SQLException("no table");
                        })
                        .run(Contender::index))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("round 0 failed: no table");
    }

    @Test
    void report_asText_isTheDistribution() {
        RaceReport<Boolean> report = tickets.race(Isolation.READ_COMMITTED)
                .contenders(4)
                .rounds(5)
                .run(contender -> update(contender, "update ticket set used = true where id = ? and not used") == 1);

        assertThat(report.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("4 contenders, 5 rounds, READ_COMMITTED, "))
                .contains("      15  committed false", "       5  committed true", "       5  rounds with 4 commits");
        assertThat(report.roundsWhere(ends -> ends.size() == 4)).isEqualTo(5);
    }
}
