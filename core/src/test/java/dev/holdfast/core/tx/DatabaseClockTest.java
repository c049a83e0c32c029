package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Clock MACHINE = Clock.systemUTC();

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final TransactionRunner runner = TransactionRunner.over(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void follow_machineIsBehind_showsTheDatabasesTime() {
        Clock behind = Clock.offset(MACHINE, Duration.ofSeconds(-4));

        DatabaseClock clock = DatabaseClock.follow(runner, behind);

        // Both stand on one machine here, so the database's time is the machine's.
        assertThat(clock.offset()).isBetween(Duration.ofMillis(3500), Duration.ofMillis(4500));
        assertThat(Duration.between(MACHINE.instant(), clock.instant()).abs()).isLessThan(Duration.ofMillis(500));
        assertThat(Duration.between(clock.withZone(ZoneId.of("Europe/Berlin")).instant(), clock.instant())
                        .abs())
                .isLessThan(Duration.ofMillis(500));
    }

    @Test
    void follow_clocksFarApart_refusesAndSaysWhatToDo() {
        Clock ahead = Clock.offset(MACHINE, Duration.ofSeconds(7));

        assertThatThrownBy(() -> DatabaseClock.follow(runner, ahead))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the clocks of this machine and of the database must differ by at most PT5S,"
                        + " but the database's is PT-")
                .hasMessageEndingWith("set the clocks by NTP and start again");
    }

    @Test
    void requireSmall_fiveSecondsAndOneMicrosecondMore_refusesOnlyTheSecond() {
        Duration max = DatabaseClock.MAX_SKEW;
        assertThat(DatabaseClock.requireSmall(max)).isEqualTo(max);
        assertThat(DatabaseClock.requireSmall(max.negated())).isEqualTo(max.negated());
        assertThatThrownBy(() -> DatabaseClock.requireSmall(max.plusNanos(1000)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> DatabaseClock.requireSmall(max.negated().minusNanos(1000)))
                .isInstanceOf(IllegalStateException.class);
    }
}
