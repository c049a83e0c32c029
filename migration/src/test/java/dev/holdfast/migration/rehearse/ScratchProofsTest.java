package dev.holdfast.migration.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Undo proofs made in scratch databases and kept: what a rollback of a stepped migration relies on. */
class ScratchProofsTest {
    private static final String HOST = MigrationSet.HOST;
    private static final Clock CLOCK = Clock.systemUTC();

    private static final SchemaScript TABLE = new SchemaScript(
            "1",
            "table",
            "CREATE TABLE account (id int PRIMARY KEY, age int); INSERT INTO account VALUES (1, 40), (2, 50);",
            "DROP TABLE account;");
    private static final SchemaScript INDEX = new SchemaScript(
            "2", "index", "CREATE INDEX CONCURRENTLY by_age ON account (age);", "DROP INDEX CONCURRENTLY by_age;");
    private static final SchemaScript OWN_COMMITS = new SchemaScript(
            "3",
            "commits",
            "BEGIN; ALTER TABLE account ADD nick text; COMMIT;\nBEGIN; CREATE INDEX by_nick ON account (nick); COMMIT;",
            "BEGIN; DROP INDEX by_nick; COMMIT;\nALTER TABLE account DROP nick;");

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void proveUndo_onScratch_keepsWhatTheRollbackOfASteppedMigrationNeeds() throws SQLException {
        Migrations migrations = migrations(TABLE, INDEX, OWN_COMMITS);
        assertThat(migrations.proveUndo(CLOCK).stopped().orElseThrow())
                .as("in one transaction it goes no further than the first")
                .contains("V2__index.sql", "scratch");

        ProvingResult proven = prove(migrations);
        assertThat(proven.stopped()).isEmpty();
        assertThat(proven.proofs()).extracting(it -> it.verdict().word()).containsExactly("exact", "exact", "exact");
        assertThat(proven.proofs().get(1).rows()).isGreaterThanOrEqualTo(2);
        assertThat(database.queryStrings("SELECT relname FROM pg_class WHERE relname = 'account'"))
                .as("nothing was applied by proving it")
                .isEmpty();

        assertThat(migrations.migrate().versions(HOST)).containsExactly("1", "2", "3");
        assertThat(migrations.undo(HOST, "3")).isInstanceOf(UndoResult.Undone.class);
        assertThat(migrations.undo(HOST, "2")).isInstanceOf(UndoResult.Undone.class);
        assertThat(database.queryStrings("SELECT relname FROM pg_class WHERE relname IN ('by_nick', 'by_age')"))
                .isEmpty();
    }

    @Test
    void proveUndo_steppedThatDiffers_isKeptAndRefused() throws SQLException {
        SchemaScript wrong = new SchemaScript(
                "2",
                "index",
                "CREATE INDEX CONCURRENTLY by_age ON account (age);\nCREATE INDEX CONCURRENTLY by_id ON account (id);",
                "DROP INDEX CONCURRENTLY by_age;");
        Migrations migrations = migrations(TABLE, wrong);
        ProvingResult proven = prove(migrations);
        assertThat(proven.isAllProven()).isFalse();
        assertThat(proven.proofs()).extracting(it -> it.verdict().word()).containsExactly("exact", "differs");
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1", "2");
        UndoResult.Refused refused = (UndoResult.Refused) migrations.undo(HOST, "2");
        assertThat(refused.reason()).isEqualTo(UndoResult.Reason.UNPROVEN);
        assertThat(refused.message()).contains("'differs'", "by_id");
    }

    @Test
    void proveUndo_onScratch_oneThatReachesOut_saysWhyThereIsNoProof() {
        ProvingResult result = prove(migrations(TABLE, new SchemaScript("2", "role", "CREATE ROLE scratch_proof", "")));
        assertThat(result.proofs()).isEmpty();
        assertThat(result.stopped().orElseThrow()).contains("V2__role.sql", "onServerOfItsOwn");
    }

    @Test
    void proveUndo_onScratch_migrationThatFails_keepsWhatCameBefore() {
        ProvingResult result = prove(migrations(TABLE, new SchemaScript("2", "bad", "SELECT 1 / 0", "SELECT 1")));
        assertThat(result.proofs()).hasSize(1);
        assertThat(result.stopped().orElseThrow()).contains("V2__bad.sql", "line 1");
    }

    @Test
    void proveUndo_onScratch_undoOfNothing_isEmptyAndNotProven() {
        ProvingResult result = prove(migrations(new SchemaScript("1", "table", "CREATE TABLE a (id int)", "")));
        assertThat(result.proofs()).extracting(it -> it.verdict().word()).containsExactly("empty");
        assertThat(result.isAllProven()).isFalse();
    }

    private ProvingResult prove(Migrations migrations) {
        return migrations.proveUndo(
                ScratchDatabases.fromTemplate(Servers.access(database), database.name(), CLOCK),
                RehearsalPolicy.defaults(),
                CLOCK);
    }

    private Migrations migrations(SchemaScript... scripts) {
        return Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withScripts(List.of(scripts))));
    }
}
