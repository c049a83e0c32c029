package dev.holdfast.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.process.Killed;
import dev.holdfast.testkit.race.Rounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that exports, killed: the export is whole and its end is recorded, or the record shows that it is not. */
class ExportKillTest {
    private static final int PUBLISHED = 60;
    private static final int EVENTS = 300;
    private static final List<String> POINTS =
            List.of("half a block", "written, not committed", "announced", "block", "committed");

    private final AuditFixture fixture = AuditFixture.create();
    private final List<String> known = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void append() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(fixture.event().with("text", "x".repeat(400)).build());
        }
        fixture.append(events.toArray(new SecurityEvent[0]));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void export_killedAnywhere_isWholeOrRecognisablyNot() {
        int rounds = Math.max(2, Rounds.of(PUBLISHED) / 3);
        List<String> points = POINTS.subList(0, Math.min(POINTS.size(), rounds - 1));
        int each = Math.max(1, (rounds - rounds / 4) / points.size());
        KillReport report = KillPlan.of(KillableExport.class, this::arguments)
                .at(points.toArray(new String[0]))
                .each(each)
                .visits(3)
                .random(Math.max(1, rounds - each * points.size()), Duration.ofMillis(500))
                .run(this::check);
        System.out.print("killed while exporting at\n" + report);
    }

    private List<String> arguments(int number) {
        try {
            return List.of(
                    fixture.database().jdbcUrl(),
                    fixture.database().user(),
                    fixture.database().password(),
                    Files.createDirectory(directory(number)).toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path directory(int number) {
        return folder.resolve("of-" + number);
    }

    private void check(Killed killed) throws SQLException, IOException {
        awaitBackendsGone();
        List<String> begun = begun();
        begun.removeAll(known);
        known.addAll(begun);
        for (int export = 0; export < begun.size(); export++) {
            List<String> ends = ends(begun.get(export));
            assertThat(ends).as("ends of export %s of %s", export, killed).hasSizeLessThanOrEqualTo(1);
            Path file = directory(killed.number()).resolve(export + ".ndjson");
            if (ends.isEmpty()) {
                assertThat(export).as("only the last may have no end").isEqualTo(begun.size() - 1);
            } else {
                assertThat(ends).containsExactly("true " + EVENTS);
                assertThat(Files.readString(file, StandardCharsets.UTF_8)).endsWith("}\n");
                assertThat(Files.readAllLines(file)).hasSize(EVENTS);
            }
        }
        if (POINTS.contains(killed.point())) {
            boolean isEnded = !ends(begun.get(begun.size() - 1)).isEmpty();
            assertThat(isEnded).as(killed.toString()).isEqualTo(killed.point().equals("committed"));
        }
    }

    private List<String> begun() throws SQLException {
        return new ArrayList<>(fixture.database()
                .queryStrings("select id::text from holdfast.audit_event where action = 'audit_log.export_begin'"
                        + " order by id"));
    }

    private List<String> ends(String begun) throws SQLException {
        return fixture.database()
                .queryStrings("select concat(metadata->>'complete', ' ', metadata->>'events') from holdfast.audit_event"
                        + " where action = 'audit_log.export' and metadata->>'begin' = '" + begun + "'");
    }

    /** A killed host's last statement may still be at work in the server. */
    private void awaitBackendsGone() throws SQLException {
        String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        for (int look = 0; fixture.database().queryLong(others) > 0; look++) {
            assertThat(look).isLessThan(10_000);
        }
    }
}
