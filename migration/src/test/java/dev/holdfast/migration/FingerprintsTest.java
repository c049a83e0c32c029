package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.verify.Verification;
import dev.holdfast.migration.verify.Verification.Crc32Only;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The SHA-256 of what was applied, kept with the history's row: what a CRC32 cannot tell apart, verify does. */
class FingerprintsTest {
    private static final String GOOD = "CREATE TABLE account (id int);\nGRANT SELECT ON account TO PUBLIC;\n";
    private static final String BAD = "CREATE TABLE account (id int);\nGRANT ALL ON account TO PUBLIC;\n";

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Migrations migrations;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        migrations = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withModules(MigrationSchema.module())
                        .withHost(host()));
        Samples.write(folder, "up/V1__account.sql", GOOD);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private HostMigrations host() throws Exception {
        Samples.write(folder, "undo/U1__account.sql", "DROP TABLE account;");
        return HostMigrations.in("public")
                .withLocations("filesystem:" + folder.resolve("up"))
                .withUndoLocations("filesystem:" + folder.resolve("undo"));
    }

    private Flyway plain() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + folder.resolve("up"))
                .load();
    }

    private List<String> kept() throws Exception {
        return database.queryStrings("SELECT f.script || ' ' || (f.checksum = h.checksum) || ' ' || h.success"
                + " FROM holdfast.migration_fingerprint f JOIN flyway_schema_history h USING (installed_rank, script)"
                + " WHERE f.history = '\"public\".\"flyway_schema_history\"' ORDER BY installed_rank");
    }

    private void assertKnown() {
        Verification verified = migrations.verify();
        assertThat(verified.problems()).isEmpty();
        assertThat(verified.crc32Only()).isEmpty();
    }

    @Test
    void verify_scriptWithTheSameCrc32_isFound() throws Exception {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        assertKnown();
        Samples.write(folder, "up/V1__account.sql", ForgedScript.of(BAD, GOOD));
        // Flyway sees nothing: the two have one checksum.
        assertThat(plain().validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(migrations.verify().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.subject()).isEqualTo("1");
            assertThat(problem.message())
                    .startsWith("SHA-256 mismatch: V1__account.sql has the checksum of the script that was applied")
                    .doesNotContain("GRANT");
        });
        Samples.write(folder, "up/V2__more.sql", "CREATE TABLE more ();");
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("SHA-256 mismatch");
        assertThat(database.queryStrings("SELECT to_regclass('more')")).containsExactly("null");
    }

    /** A checkout may change how lines end, and an editor the mark before the first. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "mark"})
    void verify_otherLineEnds_areTheSameScript(String end) throws Exception {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        String other = end.equals("mark") ? "\uFEFF" + GOOD : GOOD.replace("\n", end);
        Samples.write(folder, "up/V1__account.sql", other);
        assertKnown();
        Samples.write(folder, "up/V1__account.sql", GOOD.replace("PUBLIC", "public"));
        assertThat(migrations.verify().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("checksum mismatch"));
    }

    @Test
    void verify_appliedByFlyway_isSaidToBeKnownByItsCrc32Alone() throws Exception {
        assertThat(plain().migrate().migrationsExecuted).isEqualTo(1);
        Samples.write(folder, "up/V2__more.sql", "CREATE TABLE more (id int);");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertThat(migrations.verify())
                .isEqualTo(new Verification(List.of(), List.of(new Crc32Only(MigrationSet.HOST, List.of("1")))));
        assertThat(kept()).containsExactly("V2__more.sql true true");
    }

    /** In one transaction, in steps, as a repeatable one and again when that has changed, or marked: each has its own. */
    @Test
    void migrate_eachKind_keepsTheFingerprintOfWhatWasRun() throws Exception {
        Samples.write(folder, "up/V2__index.sql", "CREATE INDEX CONCURRENTLY account_ix ON account (id);");
        Samples.write(folder, "up/V3__two.sql", "CREATE TABLE two (); COMMIT; INSERT INTO nowhere VALUES (1);");
        Samples.write(folder, "up/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;");
        assertThatThrownBy(migrations::migrate).isInstanceOf(MigrationException.class);
        assertThat(kept()).containsExactly("V1__account.sql true true", "V2__index.sql true true");
        Samples.write(folder, "up/V3__two.sql", "CREATE TABLE two (); COMMIT; CREATE TABLE three ();");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).hasSize(2);
        Samples.write(folder, "up/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b;");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).hasSize(1);
        Samples.write(folder, "up/V4__made.sql", "CREATE TABLE made ();");
        database.execute("CREATE TABLE made ()");
        assertThat(migrations.markAsRun("4", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Marked.class);
        assertThat(kept())
                .containsExactly(
                        "V1__account.sql true true",
                        "V2__index.sql true true",
                        "V3__two.sql true true",
                        "R__view.sql true true",
                        "R__view.sql true true",
                        "V4__made.sql true true");
        assertKnown();
        assertThat(plain().validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(plain().migrate().migrationsExecuted).isZero();
    }

    /** What was taken back is pending, and has a fingerprint of its own when it is applied again, changed or not. */
    @Test
    void rollback_andApplyAgainChanged_isKnownAsItIsNow() throws Exception {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        RollbackResult back = migrations.withUndoTerms(Samples.LOOSE).rollback(1);
        assertThat(back.versions()).containsExactly("1");
        assertKnown();
        String forged = ForgedScript.of(BAD, GOOD);
        Samples.write(folder, "up/V1__account.sql", forged);
        assertKnown();
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        assertKnown();
        Samples.write(folder, "up/V1__account.sql", GOOD);
        assertThat(migrations.verify().problems()).hasSize(1);
    }

    /** A history that begins anew gives its numbers again. */
    @Test
    void migrate_afterTheHistoryWasRemoved_replacesTheFingerprints() throws Exception {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        assertThat(migrations.withUndoTerms(Samples.LOOSE).remove(MigrationSet.HOST))
                .isNotNull();
        Samples.write(folder, "up/V1__account.sql", BAD);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        assertKnown();
    }

    /** Another tool repaired the history, or wrote a row of its own under the number: the fingerprint is not that row's. */
    @Test
    void verify_rowRewrittenByAnotherTool_isKnownByItsCrc32Alone() throws Exception {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        Samples.write(folder, "up/V1__account.sql", BAD);
        plain().repair();
        assertThat(migrations.verify())
                .isEqualTo(new Verification(List.of(), List.of(new Crc32Only(MigrationSet.HOST, List.of("1")))));
    }

    /** A plain host is given no tables that it did not ask for. */
    @Test
    void migrate_withoutTheModulesTables_makesNoneAndSaysWhatIsKnown() throws Exception {
        Migrations bare =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host()));
        assertThat(bare.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        assertThat(bare.verify())
                .isEqualTo(new Verification(List.of(), List.of(new Crc32Only(MigrationSet.HOST, List.of("1")))));
        assertThat(database.queryStrings("SELECT to_regnamespace('holdfast')")).containsExactly("null");
        assertThat(bare.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "1"))
                .isInstanceOf(UndoResult.Undone.class);
    }

    /** The tables belong to another role, which keeps them to itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "GRANT USAGE ON SCHEMA holdfast TO %1$s",
                "GRANT USAGE ON SCHEMA holdfast TO %1$s; GRANT SELECT ON holdfast.migration_fingerprint TO %1$s"
            })
    void migrate_roleMayNotWriteTheTable_runsAllTheSame(String grants) throws Exception {
        String role =
                "plain_" + database.queryStrings("SELECT current_database()").get(0);
        Migrations ours =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withModules(MigrationSchema.module()));
        assertThat(ours.migrate().applied()).hasSize(5);
        database.execute("CREATE ROLE " + role + " LOGIN; CREATE SCHEMA its AUTHORIZATION " + role + "; "
                + grants.formatted(role));
        try {
            Migrations as = Migrations.over(
                    as(role),
                    MigrationSet.in(Namespace.defaults())
                            .withHost(HostMigrations.in("its").withLocations("filesystem:" + folder.resolve("up"))));
            assertThat(as.migrate().versions(MigrationSet.HOST)).containsExactly("1");
            assertThat(as.verify().problems()).isEmpty();
            assertThat(as.verify().crc32Only()).hasSize(1);
        } finally {
            database.execute("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role);
        }
    }

    private DataSource as(String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setOptions("-c role=" + role);
        return source;
    }
}
