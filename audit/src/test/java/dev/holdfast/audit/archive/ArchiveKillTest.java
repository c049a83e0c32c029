package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.format.ArchiveVerdict.Intact;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.process.Killed;
import dev.holdfast.testkit.race.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that archives, killed at named places and at random: nothing lost, nothing doubled, nothing half archived. */
class ArchiveKillTest {
    private static final int PUBLISHED = 60;
    private static final List<String> POINTS =
            List.of("before-commit", "store before-name", "after-commit", "store after-write");

    @TempDir
    private Path directory;

    private final List<Long> recoveries = new ArrayList<>();

    private ArchiveFixture fixture;
    private int killed;
    private long added;

    @BeforeEach
    void open() throws IOException {
        fixture = new ArchiveFixture(Files.createDirectory(directory.resolve("after-" + killed))).filled();
        added = 0;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void run_killedAnywhere_losesNothingAndIsFinishedByTheNext() {
        int rounds = Rounds.of(PUBLISHED);
        int random = Math.max(1, rounds / 2);
        List<String> points = POINTS.subList(0, Math.max(1, Math.min(POINTS.size(), rounds - random)));
        int each = Math.max(1, (rounds - random) / points.size());
        KillReport report = KillPlan.of(KillableArchive.class, number -> arguments())
                .at(points.toArray(new String[0]))
                .each(each)
                .visits(6)
                .random(rounds - each * points.size(), Duration.ofMillis(1500))
                .run(this::check);
        System.out.print("killed while archiving at\n" + report);
        LongSummaryStatistics times =
                recoveries.stream().mapToLong(Long::longValue).summaryStatistics();
        System.out.println("archived again within " + times.getMin() + " to " + times.getMax() + " ms");
        assertThat(report.hits().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(rounds);
    }

    private List<String> arguments() {
        return List.of(
                fixture.audit().database().jdbcUrl(),
                fixture.audit().database().user(),
                fixture.audit().database().password(),
                fixture.directory().toString(),
                fixture.signer().key().toString(),
                fixture.privateKey(),
                fixture.month() + "," + fixture.next());
    }

    private void check(Killed killed) throws SQLException, IOException {
        awaitBackendsGone();
        // As it was left: what is in the log and what is in the archive make the whole, and none is accused.
        assertThat(fixture.verdict()).as(killed.toString()).isNotInstanceOf(SealVerdict.Broken.class);
        for (YearMonth month : List.of(fixture.month(), fixture.next())) {
            long rows = fixture.rows(month);
            long all = added + (month.equals(fixture.month()) ? 200 : 150);
            assertThat(rows).as("half of " + month).isIn(0L, all);
            if (rows == 0) {
                assertThat(fixture.archived(month)).as("in neither place").isInstanceOf(Intact.class);
            }
        }
        long start = System.nanoTime();
        fixture.sealAll();
        fixture.run();
        recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
        for (YearMonth month : List.of(fixture.month(), fixture.next())) {
            if (fixture.state(month).equals("RETURNED")) {
                assertThat(fixture.archive().release(month)).isInstanceOf(ArchiveResult.Moved.class);
            }
        }
        fixture.run();
        assertThat(List.of(fixture.state(fixture.month()), fixture.state(fixture.next())))
                .as(killed.toString())
                .containsOnly("DROPPED");
        fixture.sealAll();
        assertThat(fixture.verdict())
                .isInstanceOfSatisfying(
                        SealVerdict.Sealed.class,
                        whole -> assertThat(whole.archived()).isEqualTo(350 + 2 * added));
        // Each kill leaves checkpoints, which every verification reads: another log now and then keeps a round short.
        this.killed++;
        if (this.killed % 10 == 0) {
            close();
            open();
        } else {
            renew();
        }
    }

    /** One more event a month, come late: the next process finds it when it drops, and archives anew. */
    private void renew() {
        added++;
        for (YearMonth month : List.of(fixture.month(), fixture.next())) {
            assertThat(fixture.archive().bringBack(month)).isInstanceOf(ArchiveResult.Moved.class);
            fixture.append(month, 1, event -> event);
            assertThat(fixture.archive().release(month)).isInstanceOf(ArchiveResult.Moved.class);
        }
        fixture.sealAll();
    }

    /** A killed host's last statement may still be at work in the server. */
    private void awaitBackendsGone() throws SQLException {
        String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        for (int look = 0; fixture.audit().database().queryLong(others) > 0; look++) {
            assertThat(look).isLessThan(10_000);
        }
    }
}
