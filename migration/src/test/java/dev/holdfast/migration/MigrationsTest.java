package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final String HOST = MigrationSet.HOST;

    @TempDir
    private Path folder;

    private TestDatabase database;
    private MigrationSet set;
    private Migrations migrations;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        set = Samples.modules().withHost(Samples.host(folder));
        migrations = Samples.over(database, set);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private SchemaSnapshot snapshot() {
        return SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("public", "holdfast"));
    }

    @Test
    void migrate_emptyDatabase_appliesModulesThenHost() throws Exception {
        assertThat(migrations.status().of("first").in(State.PENDING)).containsExactly("001", "002");
        MigrationResult result = migrations.migrate();
        assertThat(result.applied())
                .extracting(one -> one.source() + " " + one.version())
                .containsExactly("first 001", "first 002", "second 001", "host 1", "host 2", "host 3");
        assertThat(migrations.status().isCurrent()).isTrue();
        assertThat(migrations
                        .status()
                        .of(HOST)
                        .steps()
                        .get(2)
                        .run()
                        .orElseThrow()
                        .by())
                .isEqualTo(database.user());
        assertThat(database.queryStrings("SELECT greet()")).containsExactly("Dear ${name}; hello");
        assertThat(migrations.verify().passed()).isTrue();
    }

    @Test
    void migrate_again_doesNothing() {
        assertThat(migrations.migrate().applied()).hasSize(6);
        assertThat(migrations.migrate().applied()).isEmpty();
    }

    @Test
    void migrateHostTo_version_stopsThere() {
        assertThat(migrations.migrateHostTo("2").versions(HOST)).containsExactly("1", "2");
        assertThat(migrations.status().of(HOST).in(State.PENDING)).containsExactly("3");
        assertThat(migrations.migrate().versions(HOST)).containsExactly("3");
    }

    @Test
    void migrate_scriptsInMemoryBesideFiles_takeTheirPlace() throws Exception {
        SchemaScript generated = new SchemaScript("2.5", "generated", "CREATE TABLE made ();", "DROP TABLE made;");
        Migrations both =
                Samples.over(database, set.withHost(Samples.host(folder).withScripts(List.of(generated))));
        assertThat(both.migrate().versions(HOST)).containsExactly("1", "2", "2.5", "3");
    }

    @Test
    void undo_newest_isPendingAndAppliesAgainWithTheSameSchema() {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        SchemaSnapshot applied = snapshot();
        for (int round = 0; round < 3; round++) {
            assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(HOST, "3")).isInstanceOf(UndoResult.Undone.class);
            assertThat(migrations.status().of(HOST).in(State.PENDING)).containsExactly("3");
            assertThat(migrations.status().of(HOST).in(State.APPLIED)).containsExactly("1", "2");
            assertThat(migrations.verify().problems()).isEmpty();
            assertThat(applied.diff(snapshot()).changes()).isNotEmpty();
            assertThat(migrations.migrate().versions(HOST)).containsExactly("3");
            assertThat(applied.diff(snapshot()).print()).isEmpty();
        }
    }

    @Test
    void undo_moduleVersionWrittenOtherwise_isTheSameVersion() {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(migrations.undo("first", "2")).isInstanceOf(UndoResult.Undone.class);
        assertThat(migrations.status().of("first").in(State.PENDING)).containsExactly("002");
    }

    @Test
    void undo_failingScript_changesNothing() throws Exception {
        Samples.write(folder, "undo/U3__add_role.sql", "ALTER TABLE \"user\" DROP COLUMN role; SELECT 1 / 0;");
        assertThat(migrations.migrate().applied()).isNotEmpty();
        SchemaSnapshot before = snapshot();
        assertThatThrownBy(() -> migrations.withUndoTerms(Samples.LOOSE).undo(HOST, "3"))
                .isInstanceOfSatisfying(MigrationException.class, e -> {
                    assertThat(e.sqlState()).contains("22012");
                    assertThat(e.version()).contains("3");
                    assertThat(e).hasMessageContaining("nothing was changed");
                });
        assertThat(before.diff(snapshot()).print()).isEmpty();
        assertThat(migrations.status().isCurrent()).isTrue();
    }

    @Test
    void remove_everything_leavesTheSchemaAsItWasBefore() throws Exception {
        database.execute("CREATE TABLE stood_before (id int PRIMARY KEY)");
        SchemaSnapshot before = snapshot();
        migrations.baselineHost("0");
        assertThat(migrations.migrate().applied()).hasSize(6);

        assertThat(migrations.withUndoTerms(Samples.LOOSE).remove(HOST))
                .isEqualTo(new RemovalResult.Removed(List.of("3", "2", "1"), false));
        assertThat(migrations.remove("second")).isEqualTo(new RemovalResult.Removed(List.of("001"), false));
        assertThat(migrations.remove("first")).isEqualTo(new RemovalResult.Removed(List.of("002", "001"), true));
        assertThat(before.diff(snapshot()).print()).isEmpty();
    }

    @Test
    void remove_undoMissing_stopsThereAndKeepsTheHistory() throws Exception {
        Files.delete(folder.resolve("undo/U2__greet.sql"));
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(migrations.withUndoTerms(Samples.LOOSE).remove(HOST))
                .isInstanceOfSatisfying(RemovalResult.Stopped.class, stopped -> {
                    assertThat(stopped.undone()).containsExactly("3");
                    assertThat(stopped.refusal().reason()).isEqualTo(UndoResult.Reason.NO_UNDO_SCRIPT);
                });
        assertThat(migrations.status().of(HOST).in(State.APPLIED)).containsExactly("1", "2");
    }

    @Test
    void remove_schemaWithAForeignTable_keepsTheSchema() throws Exception {
        Migrations one =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withModules(Samples.FIRST));
        assertThat(one.migrate().applied()).hasSize(2);
        database.execute("CREATE TABLE holdfast.of_somebody_else ()");
        assertThat(one.remove("first")).isEqualTo(new RemovalResult.Removed(List.of("002", "001"), false));
        assertThat(database.queryLong("SELECT count(*) FROM holdfast.of_somebody_else"))
                .isZero();
    }

    @Test
    void verify_changedScript_namesTheVersion() throws Exception {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        Samples.write(folder, "up/V1__create_user.sql", "CREATE TABLE \"user\" (id int);");
        assertThat(migrations.verify().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.source()).isEqualTo(HOST);
            assertThat(problem.subject()).isEqualTo("1");
            assertThat(problem.message()).contains("checksum mismatch");
        });
    }

    @Test
    void verify_expectations_eachUnmetOneIsNamed() {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(migrations
                        .verify(
                                Expectation.column("user", "role")
                                        .type("text")
                                        .notNull()
                                        .defaultsTo("'user'::text"),
                                Expectation.column("user", "email")
                                        .type("text")
                                        .allowsNull()
                                        .noDefault(),
                                Expectation.rows("no user yet", "SELECT * FROM \"user\"")
                                        .exactly(0))
                        .problems())
                .isEmpty();
        assertThat(migrations
                        .verify(
                                Expectation.column("user", "role").type("boolean"),
                                Expectation.column("user", "email").notNull(),
                                Expectation.column("user", "role").noDefault(),
                                Expectation.column("user", "absent"),
                                Expectation.column("no_table", "absent"),
                                Expectation.rows("one master", "SELECT * FROM \"user\" -- all")
                                        .exactly(1),
                                Expectation.rows("some", "SELECT * FROM \"user\"")
                                        .atLeast(1))
                        .problems())
                .extracting(problem -> problem.subject() + ": " + problem.message())
                .containsExactly(
                        "public.user.role: column public.user.role expected type 'boolean', found 'text'",
                        "public.user.email: column public.user.email expected nullability 'NOT NULL', found 'NULL'",
                        "public.user.role: column public.user.role expected default '', found ''user'::text'",
                        "public.user.absent: column public.user.absent does not exist",
                        "public.no_table.absent: column public.no_table.absent does not exist",
                        "one master: expected exactly 1 rows, found 0",
                        "some: expected at least 1 rows, found 0");
    }

    @Test
    void migrate_lockTimeout_isLocalToTheMigration() throws Exception {
        var holding = database.connect();
        try (holding) {
            assertThat(migrations.migrateHostTo("2").applied()).isNotEmpty();
            holding.setAutoCommit(false);
            holding.createStatement().execute("LOCK TABLE \"user\" IN ACCESS SHARE MODE");
            Migrations impatient = Migrations.over(
                    database.dataSource(), set, MigrationPolicy.defaults().withLockTimeout(Duration.ofMillis(100)));
            assertThatThrownBy(impatient::migrate)
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            e -> assertThat(e.sqlState()).contains("55P03"));
            holding.rollback();
            assertThat(impatient.migrate().versions(HOST)).containsExactly("3");
        }
    }
}
