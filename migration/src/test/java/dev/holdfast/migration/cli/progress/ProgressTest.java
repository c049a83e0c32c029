package dev.holdfast.migration.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.RunObserver.End;
import dev.holdfast.migration.apply.RunObserver.Migration;
import dev.holdfast.migration.apply.RunObserver.Outcome;
import dev.holdfast.migration.apply.RunObserver.Place;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Migration MIGRATION = new Migration("host", "7", "add index", "V7__x.sql", "", 5);

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Test
    void statement_longerThanThePatience_isToldOfAgainAndAgain() throws Exception {
        Progress.Pace pace = new Progress.Pace(Duration.ofMillis(3), Duration.ofMillis(3));
        try (Progress progress = new Progress(pace, Ticker.system(), () -> ", waits for X", lines::add)) {
            progress.migrationStarted(MIGRATION);
            progress.statementStarted(new Place(3, 12, "CREATE INDEX"));
            for (int i = 0; i < 3; i++) {
                assertThat(lines.poll(20, TimeUnit.SECONDS))
                        .matches("host version 7, statement 3 of 5 \\(CREATE INDEX, line 12\\): \\d+ s, waits for X");
            }
        }
    }

    @Test
    void course_endsAndOutcomes_areRemembered() {
        Course course = new Course(() -> 0);
        assertThat(course.hasBegun()).isFalse();
        course.started(MIGRATION);
        assertThat(course.now()).isPresent();
        course.ended(Outcome.INTERRUPTED);
        assertThat(course.now()).isEmpty();
        assertThat(course.hasBegun()).isTrue();
        assertThat(course.isInterrupted()).isTrue();
    }

    @Test
    void statement_short_isNotToldOf() {
        Progress.Pace pace = new Progress.Pace(Duration.ofHours(1), Duration.ofHours(1));
        try (Progress progress = new Progress(pace, Ticker.system(), () -> "", lines::add)) {
            progress.migrationStarted(MIGRATION);
            progress.migrationEnded(
                    MIGRATION, new End(Outcome.APPLIED, Duration.ZERO, 1, Optional.empty(), Optional.empty()));
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void look_sessionBlocked_namesWhoIsInTheWay() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Connection holder = database.connect();
                Connection waiter = database.connect();
                Statement held = holder.createStatement();
                Statement waits = waiter.createStatement()) {
            database.execute("CREATE TABLE t (id int)");
            held.execute("SET application_name = 'night batch'; BEGIN; LOCK TABLE t");
            waits.execute("SET application_name = 'holdfast test'");
            Thread blocked = new Thread(() -> run(waits, "LOCK TABLE t"), "blocked");
            blocked.start();
            Waits look = new Waits(database.dataSource(), "holdfast test");
            String seen = look.look();
            while (seen.isEmpty()) {
                Thread.onSpinWait();
                seen = look.look();
            }
            held.execute("ROLLBACK");
            blocked.join();
            assertThat(seen).matches(", waits for a lock of pid \\d+ \\(night batch, idle in transaction\\)");
        }
    }

    private static void run(Statement statement, String sql) {
        try {
            statement.execute("BEGIN; " + sql + "; COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
