package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps around {@code migrate}, as options and settings. */
class CliChainTest {
    @TempDir
    Path folder;

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private Cli cli;

    @BeforeEach
    void files() throws IOException {
        cli = Cli.on(database, folder)
                .with("HOLDFAST_RECORDS", "runs")
                .file("db/migration/V1__create_usr.sql", "CREATE TABLE usr (id int, name text);")
                .file("db/undo/U1__create_usr.sql", "DROP TABLE usr;");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void migrate_everyStep_isReportedInOneRecord() throws Exception {
        Cli.Said said = cli.run("migrate", "--rehearse", "template", "--require-proof", "--lint", "refuse", "--json");
        assertThat(said.exit()).isZero();
        assertThat(steps(said))
                .containsExactly(
                        "preflight skipped",
                        "backup skipped",
                        "lint passed",
                        "plan passed",
                        "rehearse passed",
                        "prove passed",
                        "gate passed",
                        "migrate passed",
                        "verify passed",
                        "confirm passed");
        assertThat(columns()).containsExactly("id", "name");
        for (String format : List.of("text", "markdown", "html")) {
            assertThat(cli.run("report", "1", "--format", format).out())
                    .contains("Steps", "rehearse", "the catalog changed as rehearsed");
        }
        assertThat(cli.run("rollback").exit())
                .as("the rehearsal's proof was kept")
                .isZero();
    }

    @Test
    void migrate_lintRefuses_endsWithThreeAndChangesNothing() throws Exception {
        assertThat(cli.run("migrate").exit()).isZero();
        cli.file("db/migration/V2__index.sql", "CREATE INDEX i ON usr (name);");
        Cli.Said said = cli.run("migrate", "--lint", "refuse");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).contains("lint: ", "index-without-concurrently", "0 applied");
        assertThat(database.queryStrings("SELECT to_regclass('i')")).containsExactly("null");
        assertThat(cli.run("report").out()).contains("was refused");
        assertThat(cli.run("migrate", "--lint", "off").exit()).isZero();
    }

    @Test
    void migrate_rehearsalFails_endsWithThreeAndChangesNothing() throws Exception {
        cli.file("db/migration/V2__bad.sql", "ALTER TABLE nowhere ADD COLUMN x int;");
        Cli.Said said = cli.run("migrate", "--rehearse", "template");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).contains("rehearse: ", "42P01");
        assertThat(columns()).isEmpty();
    }

    @Test
    void migrate_proofRequiredAndMissing_endsWithThree() throws Exception {
        assertThat(cli.run("migrate", "--require-proof").out()).contains("no proof is known");
        assertThat(columns()).isEmpty();
        assertThat(cli.run("prove", "--in", "template").out()).contains("every undo is proven");
        assertThat(cli.run("migrate", "--require-proof").exit()).isZero();
    }

    @Test
    void migrate_olderInstanceRuns_isHeldBackUntilItIsGone() throws Exception {
        assertThat(Migrations.over(
                                database.dataSource(),
                                MigrationSet.in(Namespace.defaults()).withModules(MigrationSchema.module()))
                        .migrate()
                        .applied())
                .isNotEmpty();
        database.execute("INSERT INTO holdfast.application_instance (application, instance, version, seen_at)"
                + " VALUES ('shop', 'a', '1.9', '" + Cli.NOW + "')");
        cli.with("HOLDFAST_GATE", "heartbeats")
                .file(
                        "db/migration/V2__drop_name.sql",
                        "-- holdfast: requires=shop:2.0\nALTER TABLE usr DROP COLUMN name;");

        Cli.Said held = cli.run("migrate");
        assertThat(held.exit()).as("the first was applied, the second waits").isEqualTo(4);
        assertThat(held.out()).contains("a runs 1.9", "1 applied");
        assertThat(cli.run("migrate").exit()).as("nothing may be applied").isEqualTo(3);
        assertThat(columns()).containsExactly("id", "name");

        database.execute("UPDATE holdfast.application_instance SET version = '2.0'");
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(columns()).containsExactly("id");
    }

    @Test
    void migrateAndVerify_scriptDoesNotHold_endWithFourAndNameIt() throws Exception {
        cli.file("db/verify/V1__create_usr.sql", "SELECT true;\nSELECT count(*) = 1 FROM usr;");
        Cli.Said migrated = cli.run("migrate");
        assertThat(migrated.exit()).isEqualTo(4);
        assertThat(migrated.out()).contains("V1__create_usr.sql", "statement 2 (line 2) does not hold", "1 applied");
        assertThat(cli.run("verify").exit()).isEqualTo(4);
        database.execute("INSERT INTO usr VALUES (1, 'a')");
        assertThat(cli.run("verify").exit()).isZero();
    }

    @Test
    void migrate_scriptDoesNotHoldAndToldToRollBack_takesItBack() throws Exception {
        cli.file("db/verify/V1__create_usr.sql", "SELECT count(*) = 1 FROM usr;");
        assertThat(cli.run("prove").exit()).isZero();
        Cli.Said said = cli.run("migrate", "--roll-back-because", "ticket 4711", "--by", "anna");
        assertThat(said.exit()).isEqualTo(4);
        assertThat(said.out()).contains("roll-back: 1 taken back");
        assertThat(columns()).isEmpty();
        assertThat(cli.run("report", "--format", "markdown").out()).contains("anna", "ticket 4711", "undone");
    }

    @Test
    void create_thenVerify_runsTheScriptThatWasWritten() throws Exception {
        assertThat(cli.run("migrate").exit()).isZero();
        assertThat(cli.run("create", "add mail").out()).contains("db/verify/V2__add_mail.sql");
        cli.file("db/migration/V2__add_mail.sql", "ALTER TABLE usr ADD COLUMN mail text;");
        assertThat(cli.run("migrate").exit())
                .as("the skeleton holds no statement yet")
                .isZero();
        cli.file("db/verify/V2__add_mail.sql", "SELECT false;");
        assertThat(cli.run("verify").out()).contains("V2__add_mail.sql");
    }

    @SuppressWarnings("unchecked")
    private static List<String> steps(Cli.Said said) {
        return ((List<java.util.Map<String, Object>>) (List<?>) said.json().get("steps"))
                .stream()
                        .map(step -> step.get("name") + " " + step.get("result"))
                        .toList();
    }

    private List<String> columns() throws Exception {
        return database.queryStrings("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.usr')"
                + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
    }
}
