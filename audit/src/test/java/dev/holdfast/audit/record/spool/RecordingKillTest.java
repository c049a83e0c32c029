package dev.holdfast.audit.record.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.process.Killed;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's process, killed at named places and at random in each mode: nothing acknowledged is lost, nothing doubled. */
class RecordingKillTest {
    private static final int PUBLISHED = 200;

    /** What a child does first in each of these is its mode. */
    private static final List<String> POINTS = List.of(
            "spooled before-commit",
            "async after-commit",
            "transactional before-commit",
            "spool half-written",
            "spool before-remove",
            "independent after-commit",
            "spool after-force",
            "async before-commit",
            "spooled after-commit",
            "transactional after-commit",
            "transactional after-acknowledgement",
            "independent before-commit",
            "independent after-acknowledgement",
            "async after-acknowledgement",
            "spool before-blank",
            "spool half-blank",
            "spool after-blank",
            "spool before-create",
            "spool after-create",
            "spool before-write",
            "spool after-write",
            "spool after-remove",
            "spooled after-acknowledgement");

    private static final List<String> MODES = List.of("spooled", "async", "transactional", "independent");

    private final AuditFixture fixture = AuditFixture.create();
    private final List<Long> recoveries = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path directory(int number) {
        return folder.resolve("spool-" + number);
    }

    private List<String> arguments(String mode, int number) {
        return List.of(
                mode,
                "host-" + number,
                fixture.database().jdbcUrl(),
                fixture.database().user(),
                fixture.database().password(),
                directory(number).toString());
    }

    private static String modeOf(String point) {
        String first = point.substring(0, point.indexOf(' '));
        return first.equals("spool") ? "spooled" : first;
    }

    @Test
    void host_killedAnywhere_losesNothingAcknowledgedAndDoublesNothing() {
        int rounds = Rounds.of(PUBLISHED);
        int random = Math.max(2, rounds / 4);
        List<String> points = POINTS.subList(0, Math.min(POINTS.size(), Math.max(1, rounds - random)));
        int each = Math.max(1, (rounds - random) / points.size());
        int named = each * points.size();
        KillReport report = KillPlan.of(
                        KillableHost.class,
                        number -> arguments(
                                number < named
                                        ? modeOf(points.get(number % points.size()))
                                        : MODES.get(number % MODES.size()),
                                number))
                .at(points.toArray(new String[0]))
                .each(each)
                .visits(4)
                .random(rounds - named, Duration.ofMillis(400))
                .run(this::check);
        System.out.print("killed at\n" + report);
        System.out.println("recovery of a spool took "
                + recoveries.stream().mapToLong(Long::longValue).min().orElse(0) + " to "
                + recoveries.stream().mapToLong(Long::longValue).max().orElse(0) + " ms");
        assertThat(report.hits().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(rounds);
    }

    private void check(Killed killed) throws SQLException {
        if (Files.exists(directory(killed.number()))) {
            recover(killed.number());
        }
        awaitBackendsGone();
        List<String> rows = fixture.database()
                .queryStrings(
                        "SELECT id::text FROM holdfast.audit_event WHERE actor_id = 'host-" + killed.number() + "'");
        Set<String> stored = new HashSet<>(rows);
        assertThat(stored).as("doubled").hasSameSizeAs(rows);
        if (POINTS.contains(killed.point())) {
            // At random a child dies with lines still in the pipe, which are lost with it.
            assertThat(minus(stored, killed.linesAfter("sent "))).as("made up").isEmpty();
        }
        assertThat(minus(killed.linesAfter("acknowledged "), stored))
                .as("lost at " + killed.point())
                .isEmpty();
        stored.retainAll(killed.linesAfter("undone "));
        assertThat(stored).as("recorded without the act").isEmpty();
    }

    private static Set<String> minus(Collection<String> all, Collection<String> taken) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(new HashSet<>(taken));
        return left;
    }

    private void recover(int number) {
        long start = System.nanoTime();
        SpooledRecorder recorder = SpooledRecorder.open(
                RecorderHost.of(fixture.runner(), Clock.systemUTC()),
                RecorderPolicy.defaults(),
                SpoolPolicy.in(directory(number)));
        assertThat(recorder.close(Duration.ofSeconds(60)).isComplete()).isTrue();
        recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /** A killed host's last statement may still be at work in the server. */
    private void awaitBackendsGone() throws SQLException {
        String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        for (int look = 0; fixture.database().queryLong(others) > 0; look++) {
            assertThat(look).isLessThan(10_000);
        }
    }

    @Test
    void directory_inUseByAnotherProcess_isRefusedAndFreeAfterItsDeath() {
        try (ForkedJvm host =
                ForkedJvm.start(KillableHost.class, arguments("spooled", 1).toArray(new String[0]))) {
            assertThat(host.expectLine("acknowledged ")).isNotEmpty();
            assertThatThrownBy(() -> recover(1))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("in use by process " + host.pid());
            host.kill();
            recover(1);
        }
    }
}
