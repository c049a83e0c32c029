package dev.holdfast.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KillPlanTest {

    private static final int ROWS = 200;

    /** Inserts rows and acknowledges each; told to cheat, it acknowledges before the commit. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws SQLException {
            boolean cheats = arguments[4].equals("cheat");
            try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int row = 0; row < ROWS; row++) {
                    String id = arguments[3] + "-" + row;
                    KillPoint.reached("before-insert");
                    statement.execute("insert into stored values ('" + id + "')");
                    if (cheats) {
                        System.out.println("stored " + id);
                    }
                    KillPoint.reached("before-commit");
                    connection.commit();
                    KillPoint.reached("after-commit");
                    System.out.println("stored " + id);
                }
            }
        }
    }

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("create table stored (id text primary key)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void run_honestWriter_hitsEveryPointAndLosesNothing() {
        int each = Math.min(3, Rounds.of(10));
        KillReport report = plan("honest")
                .at("before-insert", "before-commit", "after-commit")
                .each(each)
                .visits(2)
                .random(2, Duration.ofMillis(200))
                .run(killed -> {
                    assertThat(stored(killed)).containsAll(killed.linesAfter("stored "));
                    // The point after the commit lies before the acknowledgement: stored, though nobody was told.
                    if (killed.point().equals("after-commit")) {
                        assertThat(stored(killed))
                                .hasSize(killed.linesAfter("stored ").size() + 1);
                    }
                });

        assertThat(report.hits())
                .containsEntry("before-insert", each)
                .containsEntry("before-commit", each)
                .containsEntry("after-commit", each);
        assertThat(report.hits().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(3 * each + 2);
        assertThat(report.toString()).contains("%8d  after-commit".formatted(each));
    }

    @Test
    void run_writerThatAcknowledgesTooEarly_isFound() {
        KillPlan plan = plan("cheat").at("before-commit").each(1);

        assertThatThrownBy(
                        () -> plan.run(killed -> assertThat(stored(killed)).containsAll(killed.linesAfter("stored "))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void run_pointNeverReached_fails() {
        KillPlan plan = plan("honest").at("no-such-point").each(1);

        assertThatThrownBy(() -> plan.run(killed -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("output ended without a line 'holdfast-kill-point no-such-point");
    }

    @Test
    void run_failingCheck_namesTheKill() {
        KillPlan plan = plan("honest").at("before-insert").each(1);

        assertThatThrownBy(() -> plan.run(killed -> {
                    throw new SQLException("made up");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("check failed after Killed[point=before-insert, number=0")
                .hasRootCauseMessage("made up");
    }

    private KillPlan plan(String manner) {
        return KillPlan.of(
                Writer.class,
                number -> List.of(
                        database.jdbcUrl(), database.user(), database.password(), Integer.toString(number), manner));
    }

    private List<String> stored(Killed killed) throws SQLException {
        return database.queryStrings("select id from stored where id like '" + killed.number() + "-%'");
    }
}
