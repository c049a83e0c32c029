package dev.holdfast.migration.rehearse.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.result.Aftermath;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Undo scripts tried inside the transaction of a live rehearsal. */
class LiveUndoTest {
    private static final LiveAllowance SMALL = LiveAllowance.upTo(1_000, 1 << 20);
    private static final String ADD = "ALTER TABLE small ADD COLUMN price int; UPDATE small SET price = 1 WHERE id < 9";

    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE small (id int PRIMARY KEY, note text); CREATE TABLE other (id int PRIMARY KEY);"
                + " INSERT INTO small SELECT n, 'n' FROM generate_series(1, 100) n");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void rehearse_undoOfEachVerdict_isSaidAndNothingStays() {
        RehearsalReport report = rehearsed(
                new SchemaScript("1", "exact", ADD, "ALTER TABLE small DROP COLUMN price"),
                new SchemaScript(
                        "2", "forgets", "CREATE TABLE kept (id int); CREATE TABLE gone (id int)", "DROP TABLE gone"),
                new SchemaScript("3", "fails", "CREATE TABLE fresh (id int)", "DROP TABLE no_such"),
                new SchemaScript("4", "empty", "CREATE TABLE last (id int)", ""));
        assertThat(report.migrations())
                .extracting(it -> it.undo().orElseThrow().verdict())
                .containsExactly("exact", "differs", "fails", "empty");
        assertThat(undo(report, 1).differences())
                .anyMatch(line -> line.contains("kept"))
                .last()
                .asString()
                .contains("other sessions");
        assertThat(report.diff().print()).contains("+ column public.small price", "+ table public.last");
        assertThat(report.aftermath()).get().matches(Aftermath::nothingStayed);
    }

    @Test
    void rehearse_picture_leavesItsLocksAndScansOutOfTheReport() {
        RehearsalReport report = rehearsed(
                new SchemaScript("1", "index", "CREATE INDEX by_note ON small (note)", "DROP INDEX by_note"),
                new SchemaScript("2", "other", "INSERT INTO other VALUES (1)", "DELETE FROM other"));
        StatementRehearsal insert = report.migrations().get(1).statements().get(0);
        assertThat(insert.seen().held()).noneMatch(lock -> lock.relation().isCalled("note"));
        assertThat(insert.seen().fullScans()).isEmpty();
        assertThat(insert.rows()).isEqualTo(1);
        assertThat(report.mismatches()).isEmpty();
    }

    @Test
    void rehearse_undoThatMayNotRunHere_isNotProvenAndSaysWhere() {
        RehearsalReport report = rehearsed(
                new SchemaScript(
                        "1", "refuses", "CREATE INDEX by_note ON small (note)", "DROP INDEX CONCURRENTLY by_note"),
                new SchemaScript("2", "reaches", "CREATE TABLE a (id int)", "DROP TABLE a;\nSELECT pg_reload_conf()"),
                new SchemaScript(
                        "3", "guard", "CREATE TABLE b (id int)", "SET CONSTRAINTS ALL IMMEDIATE; DROP TABLE b"));
        assertThat(report.migrations()).allSatisfy(it -> {
            assertThat(it.undo().orElseThrow().verdict()).isEqualTo("not proven");
            assertThat(it.attempt().orElseThrow().proof()).isEmpty();
        });
        assertThat(undo(report, 0).differences().get(0)).contains("refuses a transaction", "in a clone");
        assertThat(undo(report, 1).differences().get(0)).contains("(line 2)", "changes the server itself");
        assertThat(undo(report, 2).differences().get(0)).contains("how the transaction ends");
    }

    @Test
    void rehearse_databaseAboveTheAllowance_isNotReadForAProof() throws SQLException {
        database.execute("CREATE TABLE big AS SELECT n FROM generate_series(1, 2000) n; ANALYZE big");
        RehearsalReport report = rehearsed(new SchemaScript("1", "add", ADD, "ALTER TABLE small DROP COLUMN price"));
        assertThat(undo(report, 0).differences().get(0)).contains("the whole database has about 21", "in a clone");
    }

    @Test
    void rehearse_tableLockedByAnother_isNotProvenAndTheRehearsalGoesOn() throws SQLException {
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE other IN SHARE MODE");
            RehearsalReport report = rehearsed(
                    new SchemaScript("1", "add", ADD, "DELETE FROM other; ALTER TABLE small DROP COLUMN price"));
            assertThat(undo(report, 0).verdict()).isEqualTo("not proven");
            assertThat(undo(report, 0).differences().get(0)).contains("could not be tried here", "lock timeout");
            other.rollback();
        }
    }

    @Test
    void rehearse_brokenDeferredConstraint_failsAsTheCommitWould() {
        Failed failed = (Failed) rehearse(new SchemaScript(
                "1",
                "late",
                "ALTER TABLE small ADD COLUMN other_id int REFERENCES other DEFERRABLE INITIALLY DEFERRED;"
                        + " UPDATE small SET other_id = 7 WHERE id = 1",
                ""));
        assertThat(failed.sqlState()).isEqualTo("23503");
        assertThat(failed.at().statement()).isZero();
        assertThat(failed.report().aftermath()).get().matches(Aftermath::nothingStayed);
    }

    @Test
    void rehearse_settingsLeftBehind_doNotReachTheNextMigration() {
        RehearsalReport report = rehearsed(
                new SchemaScript("1", "leaves", "SET ROLE pg_monitor; SET search_path = pg_catalog", ""),
                new SchemaScript("2", "next", "ALTER TABLE small ADD COLUMN price int", ""));
        assertThat(report.diff().print()).contains("+ column public.small price");
    }

    private static UndoRun undo(RehearsalReport report, int index) {
        return report.migrations().get(index).undo().orElseThrow();
    }

    private RehearsalReport rehearsed(SchemaScript... scripts) {
        RehearsalResult result = rehearse(scripts);
        assertThat(result).isInstanceOf(Rehearsed.class);
        return ((Rehearsed) result).report();
    }

    private RehearsalResult rehearse(SchemaScript... scripts) {
        return new LiveRehearsal(database.dataSource(), SMALL, SnapshotScope.of("public"), Clock.systemUTC())
                .tryingUndo()
                .rehearse(Scripts.plan(scripts), List.of());
    }
}
