package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the migrator gets, and the error it gives; nothing is changed by any of it. */
class MigrationsBadInputTest {
    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private SchemaSnapshot snapshot() {
        return SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("public", "holdfast"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V1__a.sql       | V1__b.sql          | Found more than one migration with version 1
            V1__a.sql       | V01__b.sql         | Found more than one migration with version
            V1__a.sql       | V2_b.sql           | Invalid SQL filenames found
            V1__a.sql       | Vx__b.sql          | Invalid version
            V1__a.sql       | U1__a.sql          | Invalid SQL filenames found
            """)
    void migrate_malformedNames_saysWhichAndChangesNothing(String one, String two, String message) throws Exception {
        Samples.write(folder, one, "CREATE TABLE a ();");
        Samples.write(folder, two, "CREATE TABLE b ();");
        SchemaSnapshot before = snapshot();
        Migrations migrations = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)));
        assertThatThrownBy(migrations::migrate).hasMessageContaining(message);
        assertThat(before.diff(snapshot()).print()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            filesystem:/nowhere/at/all | location must exist
            classpath:nowhere/at/all   | location must exist
            db/migration               | location must begin with
            filesystem:                | location must begin with
            """)
    void migrate_badLocation_isRefused(String location, String message) {
        assertThatThrownBy(() -> Samples.over(
                                database,
                                MigrationSet.in(Namespace.defaults())
                                        .withHost(HostMigrations.in("public").withLocations(location)))
                        .migrate())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void migrate_fileIsNotUtf8_isRefused() throws Exception {
        Files.write(folder.resolve("V1__a.sql"), new byte[] {'-', '-', (byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> Samples.over(
                                database,
                                MigrationSet.in(Namespace.defaults())
                                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)))
                        .migrate())
                .hasMessageContaining("must be UTF-8");
    }

    @Test
    void migrate_fullSchemaWithoutHistory_asksForABaseline() throws Exception {
        database.execute("CREATE TABLE stood_before ()");
        SchemaSnapshot before = snapshot();
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(Samples.host(folder)));
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("baseline");
        assertThat(before.diff(snapshot()).print()).isEmpty();
    }

    @Test
    void migrateHostTo_unknownVersion_isRefused() throws Exception {
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(Samples.host(folder)));
        assertThatThrownBy(() -> migrations.migrateHostTo("7"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "host"})
    void withModules_nameTaken_isRefused(String name) {
        assertThatThrownBy(() -> Samples.modules().withModules(SchemaModule.of(name, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("module names must differ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2                   | NOT_NEWEST      | take version 3 back first
            9                   | UNKNOWN_VERSION | status lists those it has
            1; DROP TABLE x     | UNKNOWN_VERSION | status lists those it has
            ''                  | UNKNOWN_VERSION | status lists those it has
            3                   | NO_UNDO_SCRIPT  | write U3__add_role.sql
            4                   | NOT_APPLIED     | nothing to take back
            """)
    void undo_refused_saysWhyAndChangesNothing(String version, UndoResult.Reason reason, String message)
            throws Exception {
        HostMigrations host = Samples.host(folder);
        Files.delete(folder.resolve("undo/U3__add_role.sql"));
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
        assertThat(migrations.migrate().applied()).hasSize(3);
        Samples.write(folder, "up/V4__later.sql", "CREATE TABLE later ();");
        SchemaSnapshot before = snapshot();
        List<String> rows = history();
        assertThat(migrations.undo("host", version)).isInstanceOfSatisfying(UndoResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.message()).contains(message);
        });
        assertThat(before.diff(snapshot()).print()).isEmpty();
        assertThat(history()).isEqualTo(rows);
    }

    private List<String> history() throws Exception {
        return database.queryStrings("SELECT h::text FROM flyway_schema_history h ORDER BY installed_rank");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DROP TABLE a; ROLLBACK
            BEGIN; DROP TABLE a; /* x */ abort
            PREPARE TRANSACTION 'x'
            BEGIN; DROP TABLE a
            """)
    void undo_scriptThatCommitsNothing_isRefusedBeforeItRuns(String undo) throws Exception {
        SchemaScript script = new SchemaScript("1", "a", "CREATE TABLE a ();", undo);
        Migrations migrations = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withScripts(List.of(script))));
        assertThat(migrations.migrate().applied()).hasSize(1);
        assertThat(migrations.undo("host", "1"))
                .isInstanceOfSatisfying(
                        UndoResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(UndoResult.Reason.OWN_TRANSACTION));
        assertThat(database.queryLong("SELECT count(*) FROM a")).isZero();
    }

    @Test
    void undo_twice_writesNoSecondRow() throws Exception {
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(Samples.host(folder)));
        assertThat(migrations.migrate().applied()).hasSize(3);
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo("host", "3")).isInstanceOf(UndoResult.Undone.class);
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo("host", "3"))
                .isInstanceOfSatisfying(
                        UndoResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(UndoResult.Reason.NOT_APPLIED));
        assertThat(database.queryLong("SELECT count(*) FROM flyway_schema_history WHERE type = 'DELETE'"))
                .isEqualTo(1);
    }

    @Test
    void undo_nothingEverMigrated_isNotApplied() throws Exception {
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(Samples.host(folder)));
        assertThat(migrations.undo("host", "1"))
                .isInstanceOfSatisfying(
                        UndoResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(UndoResult.Reason.NOT_APPLIED));
        assertThatThrownBy(() -> migrations.undo("nobody", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source must be one of [host], got 'nobody'");
    }

    /** What a script that waits may hold, and what is said of it before anything runs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `   `                                             | must hold a statement
            SELECT 'not closed                                | line 1
            \\copy a from b                                   | line 1
            -- holdfast: lock_timout=2s                       | the key must be lock_timeout
            SELECT 1; ROLLBACK;                               | rolls its transaction back
            BEGIN; VACUUM a; COMMIT;                          | move it out of them
            BEGIN; PREPARE TRANSACTION 'x';                   | write COMMIT
            SELECT 1; BEGIN; CREATE TABLE a ();               | statement 2 (line 1) begins a transaction that the script does not end: write COMMIT
            BEGIN; BEGIN; CREATE TABLE a (); COMMIT;          | inside the one of line 1
            BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2;      | write COMMIT
            DO $$ BEGIN NULL; END $$; START TRANSACTION;      | write COMMIT
            """)
    void migrate_malformedScript_isRefusedBeforeAnythingRuns(String text, String message) throws Exception {
        Samples.write(folder, "V1__good.sql", "CREATE TABLE good ();");
        Samples.write(folder, "V2__bad.sql", text);
        SchemaSnapshot before = snapshot();
        Migrations migrations = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)));
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("V2__bad.sql")
                .hasMessageContaining(message);
        assertThat(before.diff(snapshot()).print()).isEmpty();
        assertThat(migrations.status().of("host").in(MigrationStatus.State.PENDING))
                .containsExactly("1", "2");
    }

    /** A callback is part of the migration's transaction, which is not the callback's to end. */
    @ParameterizedTest
    @ValueSource(strings = {"BEGIN; SELECT 1;", "SELECT 1; ROLLBACK;"})
    void migrate_callbackLeavesATransactionOpen_isRefusedNamingTheFile(String text) throws Exception {
        Samples.write(folder, "V1__good.sql", "CREATE TABLE good ();");
        Samples.write(folder, "afterMigrate.sql", text);
        SchemaSnapshot before = snapshot();
        Migrations migrations = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)));
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callback")
                .hasMessageContaining("afterMigrate.sql");
        assertThat(before.diff(snapshot()).print()).isEmpty();
    }

    @Test
    void migrate_scriptAppliedBelowTheNewest_isRefusedWithBothVersions() throws Exception {
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(Samples.host(folder)));
        assertThat(migrations.migrate().applied()).hasSize(3);
        Samples.write(folder, "up/V1_5__late.sql", "CREATE TABLE late ();");
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("1.5")
                .hasMessageContaining("a version after the newest");
        Samples.write(folder, "up/V1__create_user.sql", "SELECT 2;");
        assertThatThrownBy(migrations::migrate)
                .hasMessageContaining("checksum mismatch")
                .hasMessageContaining("and 1 more");
    }

    @Test
    void rollbackAndMark_badArguments_areRefused() throws Exception {
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(Samples.host(folder)));
        assertThatThrownBy(() -> migrations.rollback(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> migrations.rollbackTo("1; DROP TABLE x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version must be digits");
        assertThatThrownBy(() -> migrations.migrateHostTo("x y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MarkEvidence.waived("", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(migrations.rollback(1).versions()).isEmpty();
        assertThat(migrations.rollbackTo("1").stopped()).isPresent();
    }
}
