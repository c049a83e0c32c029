package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do when they are used as they are meant. */
class CliRunTest {
    @TempDir
    Path folder;

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private Cli cli;

    @BeforeEach
    void files() throws IOException {
        cli = Cli.on(database, folder)
                .file("db/migration/V001__create_user.sql", "CREATE TABLE usr (id int);\nCREATE INDEX i ON usr (id);\n")
                .file("db/migration/V002__add_name.sql", "ALTER TABLE usr ADD COLUMN name text;")
                .file("db/migration/V003__add_mail.sql", "ALTER TABLE usr ADD COLUMN mail text;")
                .file("db/undo/U001__create_user.sql", "DROP TABLE usr;")
                .file("db/undo/U002__add_name.sql", "ALTER TABLE usr DROP COLUMN name;")
                .file("db/undo/U003__add_mail.sql", "ALTER TABLE usr DROP COLUMN mail;");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void status_beforeAndAfter_tellsWhatWaits() {
        assertThat(cli.run("status").out()).contains("0 applied, 3 pending, 3 total");
        assertThat(cli.run("status", "--check").exit()).isEqualTo(4);
        assertThat(cli.run("migrate", "--target", "002").exit()).isZero();
        assertThat(cli.run("status").out()).contains("2 applied, 1 pending, 3 total");
        assertThat(cli.run("migrate").out()).contains("1 applied");
        assertThat(cli.run("status", "--check").exit()).isZero();
        assertThat(cli.run("migrate").out()).contains("nothing is pending");
    }

    @Test
    void planAndDryRun_pending_showStatementsAndWriteNothing() throws Exception {
        assertThat(cli.run("migrate", "--target", "1").exit()).isZero();
        Cli.Said plan = cli.run("plan", "--json");
        assertThat(plan.exit()).isZero();
        assertThat(plan.out()).contains("\"command\":\"ALTER TABLE\"").contains("ACCESS_EXCLUSIVE");
        assertThat(cli.run("migrate", "--dry-run", "--target", "002").out())
                .contains("usr ACCESS_EXCLUSIVE")
                .contains("1 would be applied; nothing was");
        assertThat(columns()).containsExactly("id");
    }

    @Test
    void rehearse_inATemplateAndLive_leavesNothing() throws Exception {
        assertThat(cli.run("rehearse", "--in", "template").out()).contains("3 rehearsed; nothing stays");
        Cli.Said live = cli.run("rehearse", "--in", "live", "--max-rows", "10", "--max-bytes", "100000", "--json");
        assertThat(live.exit()).isZero();
        assertThat(live.json()).containsEntry("nothingStayed", true);
        assertThat(columns()).isEmpty();
    }

    @Test
    void rehearse_failingMigration_namesItAndEndsWithOne() throws Exception {
        cli.file("db/migration/V004__bad.sql", "ALTER TABLE nowhere ADD COLUMN x int;");
        Cli.Said said = cli.run("rehearse", "--in", "template");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("failed at host 004").contains("42P01").contains("nothing stays");
    }

    @Test
    void rollback_oneSeveralAndTo_takesBackTheNewest() throws Exception {
        assertThat(cli.run("prove").out()).contains("every undo is proven");
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(cli.run("rollback").out()).contains("1 taken back");
        assertThat(columns()).containsExactly("id", "name");
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(cli.run("rollback", "2").out()).contains("2 taken back");
        assertThat(columns()).containsExactly("id");
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(cli.run("rollback", "--to", "001").exit()).isZero();
        assertThat(columns()).containsExactly("id");
        assertThat(cli.run("rollback", "--to", "0").exit()).isZero();
        assertThat(columns()).isEmpty();
    }

    @Test
    void rollback_withoutUndoScript_isRefused() throws Exception {
        assertThat(cli.run("migrate").exit()).isZero();
        Files.delete(folder.resolve("db/undo/U003__add_mail.sql"));
        Cli.Said said = cli.run("rollback", "--json");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.json()).containsEntry("refused", "no_undo_script");
        assertThat(columns()).containsExactly("id", "name", "mail");
    }

    @Test
    void rollback_failingUndoScript_endsWithOne() throws Exception {
        assertThat(cli.run("migrate").exit()).isZero();
        cli.file("db/undo/U003__add_mail.sql", "ALTER TABLE usr DROP COLUMN nothere;");
        assertThat(cli.run("rollback").out()).contains("must be proven");
        assertThat(cli.run("rollback", "--allow-unproven-because", "a test").exit())
                .isEqualTo(2);
        assertThat(cli.run("rollback", "--allow-unproven-because", "a test", "--by", "anna")
                        .exit())
                .isEqualTo(1);
        assertThat(columns()).containsExactly("id", "name", "mail");
    }

    @Test
    void markAsRun_objectsThere_isEntered_otherwiseRefusedOrWaived() throws Exception {
        assertThat(cli.run("mark-as-run", "001").exit()).isEqualTo(3);
        database.execute("CREATE TABLE usr (id int); CREATE INDEX i ON usr (id)");
        assertThat(cli.run("mark-as-run", "001", "--by", "anna").exit()).isEqualTo(2);
        assertThat(cli.with("HOLDFAST_RECORDS", "runs")
                        .run("mark-as-run", "001", "--without-evidence", "--by", "anna", "--because", "by hand")
                        .exit())
                .isZero();
        assertThat(cli.run("status").out()).contains("1 applied, 2 pending");
        assertThat(cli.run("report", "--format", "markdown").out())
                .contains("anna")
                .contains("by hand");
    }

    @Test
    void markAsRun_objectsThereBeforeAnyHistory_isEnteredByEvidence() throws Exception {
        database.execute("CREATE TABLE usr (id int); CREATE INDEX i ON usr (id)");
        assertThat(cli.run("migrate").exit()).isEqualTo(3);
        assertThat(cli.run("mark-as-run", "001").exit()).isZero();
        assertThat(cli.run("migrate").out()).contains("2 applied");
        assertThat(columns()).containsExactly("id", "name", "mail");
    }

    @Test
    void baseline_schemaOlderThanItsHistory_beginsThere() throws Exception {
        database.execute("CREATE TABLE usr (id int)");
        assertThat(cli.run("baseline", "001").exit()).isZero();
        assertThat(cli.run("migrate").out()).contains("2 applied");
    }

    @Test
    void migrate_withRecords_isReportedInEveryForm() throws Exception {
        cli.with("HOLDFAST_RECORDS", "runs");
        assertThat(cli.run("prove", "--json").json()).containsKey("proofs");
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(cli.run("report").out()).contains("create user");
        assertThat(cli.run("report", "1", "--format", "markdown").out()).contains("create user");
        assertThat(cli.run("report", "latest", "--format", "html", "--out", "run.html")
                        .exit())
                .isZero();
        assertThat(Files.readString(folder.resolve("run.html"))).contains("create user");
        assertThat(cli.run("report", "--format", "json").out()).contains("\"CREATE INDEX\"");
        assertThat(cli.run("rollback").exit()).isZero();
        assertThat(cli.run("report").out()).contains("003");
    }

    @Test
    void migrate_failing_isRecordedAsFailed() throws Exception {
        cli.with("HOLDFAST_RECORDS", "runs").file("db/migration/V004__bad.sql", "SELECT 1/0;");
        assertThat(cli.run("migrate").exit()).isEqualTo(1);
        assertThat(cli.run("report", "--json").json()).containsEntry("succeeded", false);
    }

    @Test
    void verify_fileChangedAfterwards_isFound() throws Exception {
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(cli.run("verify").exit()).isZero();
        cli.file("db/migration/V002__add_name.sql", "ALTER TABLE usr ADD COLUMN name varchar(10);");
        Cli.Said said = cli.run("verify");
        assertThat(said.exit()).isEqualTo(4);
        assertThat(said.out()).contains("2").contains("1 of them do not hold");
    }

    @Test
    void snapshotAndDiff_changeOfTheCatalog_isShown() throws Exception {
        assertThat(cli.run("snapshot", "before.json").exit()).isZero();
        assertThat(cli.run("diff", "--check", "before.json", "database").exit()).isZero();
        assertThat(cli.run("migrate").exit()).isZero();
        Cli.Said diff = cli.run("diff", "--check", "before.json", "database");
        assertThat(diff.exit()).isEqualTo(4);
        assertThat(diff.out()).contains("+ table public.usr").contains("+ column public.usr mail");
        assertThat(cli.run("snapshot", "before.json", "--replace").exit()).isZero();
        assertThat(cli.run("diff", "before.json", "database").out()).contains("nothing differs");
        assertThat(cli.run("snapshot", "other.json", "--schemas", "holdfast").exit())
                .isZero();
        assertThat(cli.run("diff", "before.json", "other.json").exit()).isEqualTo(2);
    }

    @Test
    void lint_withoutDatabase_findsSilencesAndFails() throws IOException {
        Cli alone = Cli.in(folder).file("x/V9__i.sql", "CREATE INDEX i ON usr (id);");
        Cli.Said said = alone.run("lint", "x/V9__i.sql");
        assertThat(said.exit()).isEqualTo(4);
        assertThat(said.out())
                .contains("x/V9__i.sql:1 index-without-concurrently")
                .contains("https://");
        assertThat(alone.run("lint", "--fail-on", "insecure", "x").exit()).isZero();
        assertThat(alone.run("lint", "db/migration").out()).doesNotContain("index-without-concurrently");
        alone.file(
                "x/V9__i.sql",
                "-- holdfast:allow index-without-concurrently because small\nCREATE INDEX i ON usr (id);");
        assertThat(alone.run("lint", "x").out()).contains(", 1 silenced");
    }

    private List<String> columns() throws Exception {
        return database.queryStrings("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.usr')"
                + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
    }
}
