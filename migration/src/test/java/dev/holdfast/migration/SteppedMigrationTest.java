package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationStatus.Interruption;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.MigrationStatus.Step;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrations that cannot be one transaction. */
class SteppedMigrationTest {
    static final String STEPPED = """
            CREATE TABLE item (id int PRIMARY KEY, name text, mood mood);
            INSERT INTO item SELECT i, 'n' || i FROM generate_series(1, 10) i;
            CREATE INDEX CONCURRENTLY item_name_ix ON item (name);
            ALTER TYPE mood ADD VALUE 'calm';
            UPDATE item SET mood = 'calm';
            BEGIN;
            INSERT INTO tally VALUES (1);
            INSERT INTO tally VALUES (2);
            COMMIT;
            VACUUM item;
            CREATE UNIQUE INDEX CONCURRENTLY item_mood_ux ON item (id, mood);
            """;

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Migrations migrations;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        write("V1__base.sql", "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE tally (n int);");
        migrations = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void write(String file, String text) throws Exception {
        Samples.write(folder, file, text);
    }

    private Step step(String version) {
        return migrations.status().of(MigrationSet.HOST).steps().stream()
                .filter(step -> step.version().filter(version::equals).isPresent())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private Flyway plain() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + folder)
                .load();
    }

    private void assertWhole() throws Exception {
        assertThat(step("2").state()).isEqualTo(State.APPLIED);
        assertThat(database.queryStrings("SELECT n::text FROM tally ORDER BY n"))
                .containsExactly("1", "2");
        assertThat(database.queryLong("SELECT count(*) FROM item WHERE mood = 'calm'"))
                .isEqualTo(10);
        assertThat(database.queryStrings("SELECT indexrelid::regclass::text FROM pg_index WHERE indisvalid"
                        + " AND indrelid = 'item'::regclass ORDER BY 1"))
                .containsExactly("item_mood_ux", "item_name_ix", "item_pkey");
        assertThat(migrations.migrate().applied()).isEmpty();
        assertThat(migrations.verify().problems()).isEmpty();
        assertThat(plain().validateWithResult().getAllErrorMessages()).isEmpty();
    }

    @Test
    void migrate_stepped_runsToItsEnd() throws Exception {
        write("V2__stepped.sql", STEPPED);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1", "2");
        assertWhole();
        assertThat(database.queryStrings("SELECT DISTINCT state FROM holdfast.migration_step"))
                .containsExactly("DONE");
        assertThat(database.queryLong("SELECT count(*) FROM holdfast.migration_step"))
                .isEqualTo(7);
    }

    /** The observer throws in the middle of each statement's turn, as if the process had gone there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 10, 11})
    void migrate_stoppedBeforeAStatement_isNamedRefusedByFlywayAndGoneOnWith(int statement) throws Exception {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1");
        write("V2__stepped.sql", STEPPED);
        Throwable stop =
                catchThrowable(() -> migrations.watchedBy(stopBefore(statement)).migrate());
        assertThat(stop).isNotNull();
        assertThat(step("2").state()).isEqualTo(State.INTERRUPTED);
        assertThat(step("2").interruption().orElseThrow().of()).isEqualTo(7);
        assertThat(migrations.status().isCurrent()).isFalse();
        assertThat(plain().info().current().getState()).isEqualTo(MigrationState.FAILED);
        assertThatThrownBy(() -> plain().migrate()).isInstanceOf(FlywayException.class);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertWhole();
    }

    private static RunObserver stopBefore(int statement) {
        return new RunObserver() {
            private String source = "";

            @Override
            public void migrationStarted(Migration migration) {
                source = migration.source();
            }

            @Override
            public void statementStarted(Place place) {
                if (source.equals(MigrationSet.HOST) && place.number() == statement) {
                    throw new IllegalStateException("stop");
                }
            }
        };
    }

    @Test
    void migrate_uniqueIndexFails_leftoverIsDroppedAndTheIndexMadeAgain() throws Exception {
        write("V2__rows.sql", "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1);");
        write("V3__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY t_a_ux ON t (a);");
        assertThatThrownBy(migrations::migrate).isInstanceOfSatisfying(MigrationException.class, e -> {
            assertThat(e.sqlState()).contains("23505");
            assertThat(e.version()).contains("3");
            assertThat(e).hasMessageContaining("statement 1 (line 1, CREATE UNIQUE INDEX)");
        });
        assertThat(step("3").interruption()).contains(new Interruption(1, 1, true, "migrate goes on there"));
        assertThat(database.queryStrings("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 't_a_ux'::regclass"))
                .containsExactly("false");
        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("3");
        assertThat(database.queryStrings("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 't_a_ux'::regclass"))
                .containsExactly("true");
    }

    @Test
    void migrate_failedStepCorrected_goesOnWithTheCorrection() throws Exception {
        write("V2__two.sql", "INSERT INTO tally VALUES (7); COMMIT; INSERT INTO nowhere VALUES (1);");
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("every step before step 2 of 2 is done");
        write("V2__two.sql", "INSERT INTO tally VALUES (7); COMMIT; INSERT INTO tally VALUES (8);");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertThat(database.queryStrings("SELECT n::text FROM tally ORDER BY n"))
                .containsExactly("7", "8");
        assertThat(migrations.verify().problems()).isEmpty();
        assertThat(plain().validateWithResult().getAllErrorMessages()).isEmpty();
    }

    @Test
    void migrate_doneStepChanged_isRefused() throws Exception {
        write("V2__two.sql", "INSERT INTO tally VALUES (7); COMMIT; INSERT INTO nowhere VALUES (1);");
        assertThatThrownBy(migrations::migrate).isInstanceOf(MigrationException.class);
        write("V2__two.sql", "INSERT INTO tally VALUES (9); COMMIT; INSERT INTO tally VALUES (8);");
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("has changed in step 1")
                .hasMessageNotContaining("VALUES");
        assertThat(database.queryStrings("SELECT n::text FROM tally")).containsExactly("7");
    }

    @Test
    void migrate_sessionEndedByTheServer_isToldAsTheServerSaidIt() throws Exception {
        write("V2__end.sql", "INSERT INTO tally VALUES (7); COMMIT; VACUUM tally;");
        RunObserver ending = new RunObserver() {
            @Override
            public void statementStarted(Place place) {
                if (place.command().startsWith("VACUUM")) {
                    endTheSessionAtWork();
                }
            }
        };
        assertThatThrownBy(() -> migrations.watchedBy(ending).migrate())
                .isInstanceOfSatisfying(
                        MigrationException.class, e -> assertThat(e.sqlState()).contains("57P01"));
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
    }

    /** The session at work holds one advisory lock; the migrator's own connection holds several. */
    private void endTheSessionAtWork() {
        try {
            assertThat(database.queryLong("SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_locks l"
                            + " JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()"
                            + " WHERE l.locktype = 'advisory' GROUP BY pid HAVING count(*) = 1) AS at_work"))
                    .isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the session at work must be found", e);
        }
    }

    /** A statement that asked for no transaction and leaves no trace in the catalog. */
    @Test
    void migrate_cutWhereNobodyCanTell_isRefusedUntilMarked() throws Exception {
        write(
                "V2__p.sql",
                "-- holdfast: transaction=none\nINSERT INTO tally VALUES (1);\nINSERT INTO nowhere VALUES (1);");
        assertThatThrownBy(migrations::migrate).isInstanceOf(MigrationException.class);
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("step 2 of 2, statement 2 (line 3)")
                .hasMessageContaining("mark version 2 as run");
        assertThat(migrations.markAsRun("2", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Refused.class);
        assertThat(migrations.markAsRun("2", MarkEvidence.waived("anna", "looked at it")))
                .isInstanceOf(MarkResult.Marked.class);
        assertThat(migrations.migrate().applied()).isEmpty();
        assertThat(step("2").state()).isEqualTo(State.APPLIED);
    }

    @Test
    void undo_ofAConcurrentIndex_goesInSteps() throws Exception {
        write("V2__t.sql", "CREATE TABLE t (a int);");
        write("V3__index.sql", "CREATE INDEX CONCURRENTLY t_a_ix ON t (a);");
        Path undo = Files.createTempDirectory("undo");
        Files.writeString(
                undo.resolve("U3__index.sql"), "DROP INDEX CONCURRENTLY t_a_ix; INSERT INTO tally VALUES (3);");
        Migrations both = Samples.over(
                database,
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public")
                                .withLocations("filesystem:" + folder)
                                .withUndoLocations("filesystem:" + undo)));
        assertThat(both.migrate().versions(MigrationSet.HOST)).containsExactly("1", "2", "3");
        SchemaSnapshot applied = SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("public"));

        database.execute("ALTER TABLE tally RENAME TO elsewhere");
        assertThatThrownBy(() -> both.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(MigrationException.class);
        assertThat(step("3").interruption()).contains(new Interruption(2, 2, false, "undo of version 3 goes on there"));
        assertThatThrownBy(both::migrate).hasMessageContaining("is being taken back");
        database.execute("ALTER TABLE elsewhere RENAME TO tally");
        assertThat(both.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(database.queryStrings("SELECT n::text FROM tally")).containsExactly("3");
        assertThat(both.status().of(MigrationSet.HOST).in(State.PENDING)).containsExactly("3");
        assertThat(both.migrate().versions(MigrationSet.HOST)).containsExactly("3");
        assertThat(applied.diff(SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("public")))
                        .print())
                .isEmpty();
        Files.delete(undo.resolve("U3__index.sql"));
        Files.delete(undo);
    }

    /** A setting for the session reaches the step after it, and does not stay on the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"SET work_mem = '7MB'", "SELECT set_config('work_mem', '7MB', false)"})
    void migrate_sessionSetting_doesNotStayOnTheConnection(String set) throws Exception {
        write("V2__set.sql", set + "; CREATE TABLE seen AS SELECT current_setting('work_mem') AS w;");
        write("V3__look.sql", "INSERT INTO seen SELECT current_setting('work_mem');");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1", "2", "3");
        assertThat(database.queryStrings("SELECT w FROM seen")).containsExactly("7MB", "4MB");
    }

    /** What a pool has set on its connections is there again behind each script, and so is what the client asked for. */
    @Test
    void migrate_settingsOfThePool_areGivenBackBehindEachScript() throws Exception {
        PGSimpleDataSource pool = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.createStatement().execute("SET work_mem = '9MB'");
                return connection;
            }
        };
        pool.setUrl(database.jdbcUrl());
        pool.setUser(database.user());
        pool.setPassword(database.password());
        pool.setOptions("-c temp_buffers=5MB");
        write("V2__set.sql", "SET work_mem = '7MB'; SET jit = off; SET temp_buffers = '3MB'; SET my.own = 'x';");
        write(
                "V3__look.sql",
                "CREATE TABLE seen AS SELECT current_setting('work_mem') || ' ' || current_setting('jit') || ' '"
                        + " || current_setting('temp_buffers') || ' ' || current_setting('my.own', true) AS s;");
        assertThat(Migrations.over(
                                pool,
                                MigrationSet.in(Namespace.defaults())
                                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)))
                        .migrate()
                        .applied())
                .hasSize(3);
        assertThat(database.queryStrings("SELECT s FROM seen")).containsExactly("9MB on 5MB ");
    }
}
