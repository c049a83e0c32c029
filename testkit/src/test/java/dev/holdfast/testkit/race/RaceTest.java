package dev.holdfast.testkit.race;

import static dev.holdfast.testkit.race.Tickets.count;
import static dev.holdfast.testkit.race.Tickets.isUsed;
import static dev.holdfast.testkit.race.Tickets.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness finds the hole of the naive forms, and finds none in the safe one. */
class RaceTest {

    private static final String CONFLICT = "40001";

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
    void run_conditionalUpdate_hasOneWinnerAtEveryLevel(Isolation isolation) {
        RaceReport<Boolean> report = tickets.race(isolation)
                .run(contender -> update(contender, "update ticket set used = true where id = ? and not used") == 1);

        assertThat(report.committedPerRound(redeemed -> redeemed)).containsOnly(1L);
        assertThat(report.everyRound(
                        ends -> ends.stream().allMatch(end -> end.committed().isPresent() || end.failedWith(CONFLICT))))
                .isTrue();
    }

    @Test
    void run_selectThenUpdate_isRedeemedTwiceAtReadCommitted() {
        RaceReport<Boolean> report = tickets.race(Isolation.READ_COMMITTED).run(contender -> {
            boolean free = !isUsed(contender);
            contender.await();
            return free && update(contender, "update ticket set used = true where id = ?") == 1;
        });

        assertThat(report.committedPerRound(redeemed -> redeemed)).allMatch(winners -> winners > 1);
    }

    @Test
    void run_selectThenInsert_isRedeemedTwiceAtRepeatableReadButNotSerializable() {
        Race.Body<Integer, Boolean> naive = contender -> {
            boolean free = count(contender, "select count(*) from redemption where ticket = ?") == 0;
            contender.await();
            return free && update(contender, "insert into redemption values (?, 0)") == 1;
        };

        assertThat(tickets.race(Isolation.REPEATABLE_READ).run(naive).committedPerRound(redeemed -> redeemed))
                .allMatch(winners -> winners > 1);
        assertThat(tickets.race(Isolation.SERIALIZABLE).run(naive).committedPerRound(redeemed -> redeemed))
                .allMatch(winners -> winners <= 1);
    }
}
