package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.ServerOptions;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process, the backend and the server, killed while migrations run: afterwards the status names the state, and the next
 * run ends at the same schema with the effect of each statement there exactly once.
 */
class MigrationsKillTest {
    private static final SnapshotScope SCOPE = SnapshotScope.of("public");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(
                folder.resolve("V1__base.sql"), "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE tally (n int);");
        Files.writeString(folder.resolve("V2__stepped.sql"), SteppedMigrationTest.STEPPED);
        Files.writeString(
                folder.resolve("V3__more.sql"), "INSERT INTO tally VALUES (3); CREATE TABLE more (a int DEFAULT 1);");
        Files.writeString(folder.resolve("R__view.sql"), "CREATE OR REPLACE VIEW tallies AS SELECT sum(n) FROM tally;");
    }

    private Migrations migrations(TestDatabase database) {
        return KillableMigrator.migrations(database.dataSource(), folder.toString(), RunObserver.none());
    }

    private SchemaSnapshot expected() {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(migrations(database).migrate().applied()).hasSize(4);
            return SchemaSnapshot.take(database.dataSource(), SCOPE);
        }
    }

    /** Named states only, no failed one; then one more run, and everything is there once. */
    private void assertGoesOn(TestDatabase database, SchemaSnapshot expected) throws SQLException {
        Migrations migrations = migrations(database);
        MigrationStatus.History before = migrations.status().of(MigrationSet.HOST);
        assertThat(before.in(State.FAILED)).isEmpty();
        assertThat(before.in(State.INTERRUPTED)).isSubsetOf("2");
        assertThat(before.steps())
                .filteredOn(step -> step.state() == State.INTERRUPTED)
                .allSatisfy(step -> assertThat(step.interruption()).isPresent());
        int applied = before.in(State.APPLIED).size();
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).hasSize(4 - applied);
        assertThat(migrations.status().isCurrent()).isTrue();
        assertThat(migrations.verify().problems()).isEmpty();
        assertThat(expected.diff(SchemaSnapshot.take(database.dataSource(), SCOPE))
                        .print())
                .isEmpty();
        assertThat(database.queryStrings("SELECT n::text FROM tally ORDER BY n"))
                .containsExactly("1", "2", "3");
        assertThat(database.queryStrings("SELECT count(*) || ' ' || count(mood) FROM item"))
                .containsExactly("10 10");
        assertThat(database.queryLong("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isZero();
        assertThat(database.queryLong("SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                .isZero();
        assertThat(database.queryLong("SELECT count(*) FROM flyway_schema_history"))
                .isEqualTo(4);
    }

    @Test
    void process_killedAnywhere_nextRunEndsAtTheSameSchema() {
        SchemaSnapshot expected = expected();
        List<TestDatabase> databases = new ArrayList<>();
        String[] points = KillableMigrator.points();
        int each = Math.max(1, Rounds.of(138) / points.length);
        String[] chosen = each * points.length <= Rounds.of(138) ? points : spread(points, Rounds.of(138));
        KillReport report = KillPlan.of(KillableMigrator.class, number -> {
                    TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                    databases.add(database);
                    return List.of(database.jdbcUrl(), database.user(), database.password(), folder.toString());
                })
                .at(chosen)
                .each(each)
                .run(killed -> {
                    try (TestDatabase database = databases.get(killed.number())) {
                        assertGoesOn(database, expected);
                    }
                });
        System.out.print("killed at\n" + report);
        assertThat(report.hits().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(each * chosen.length);
    }

    private static String[] spread(String[] points, int count) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(points[i * points.length / count]);
        }
        return chosen.toArray(new String[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 10, 11})
    void backend_endedBeforeAStatement_nextRunEndsAtTheSameSchema(int statement) throws Exception {
        SchemaSnapshot expected = expected();
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(migrations(database).migrateHostTo("1").applied()).hasSize(2);
            Throwable failure = catchThrowable(() -> KillableMigrator.migrations(
                            database.dataSource(), folder.toString(), at(statement, () -> end(database)))
                    .migrate());
            assertThat(failure).isNotNull();
            assertGoesOn(database, expected);
        }
    }

    /** Ends every other session: that of the lock and that of the work. */
    private static void end(TestDatabase database) {
        try {
            database.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lock alone is lost: the run must not commit any more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 11})
    void lock_lostWhileAStatementRuns_stopsTheRun(int statement) throws Exception {
        SchemaSnapshot expected = expected();
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(migrations(database).migrateHostTo("1").applied()).hasSize(2);
            Throwable failure = catchThrowable(() -> KillableMigrator.migrations(
                            database.dataSource(), folder.toString(), at(statement, () -> endLock(database)))
                    .migrate());
            assertThat(failure).hasMessageContaining("lock was lost");
            assertThat(migrations(database).status().of(MigrationSet.HOST).in(State.PENDING))
                    .contains("3");
            assertGoesOn(database, expected);
        }
    }

    private static void endLock(TestDatabase database) {
        try {
            database.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " GROUP BY pid HAVING count(*) > 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunObserver at(int statement, Runnable blow) {
        return new RunObserver() {
            private String source = "";
            private String version = "";
            private boolean struck;

            @Override
            public void migrationStarted(Migration migration) {
                source = migration.source();
                version = migration.version();
            }

            @Override
            public void statementStarted(Place place) {
                boolean here = source.equals(MigrationSet.HOST) && version.equals("2") && place.number() == statement;
                if (here && !struck) {
                    struck = true;
                    blow.run();
                }
            }
        };
    }

    @Test
    void server_crashedBeforeAStatement_nextRunEndsAtTheSameSchema() throws Exception {
        SchemaSnapshot expected = expected();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(ServerOptions.durable())) {
            for (int statement : List.of(2, 3, 7, 11).subList(0, Math.min(4, Rounds.of(4)))) {
                try (TestDatabase database = server.createDatabase()) {
                    assertThat(migrations(database).migrateHostTo("1").applied())
                            .hasSize(2);
                    Throwable failure = catchThrowable(() -> KillableMigrator.migrations(
                                    database.dataSource(), folder.toString(), at(statement, server::kill))
                            .migrate());
                    assertThat(failure).isNotNull();
                    server.restart();
                    assertGoesOn(database, expected);
                }
            }
        }
    }

    /** A migrator that is gone, while its statement still runs in the server: the next one waits for it. */
    @Test
    void statement_stillRunningOfAKilledMigrator_isWaitedFor() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(migrations(database).migrateHostTo("1").applied()).hasSize(2);
            try (var ghost = database.connect()) {
                ghost.createStatement()
                        .execute(
                                "SELECT pg_advisory_lock(hashtextextended('dev.holdfast.migration:public.flyway_schema_history', 1))");
                Migrations impatient = Migrations.over(
                        database.dataSource(),
                        MigrationSet.in(Namespace.defaults())
                                .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)),
                        MigrationPolicy.defaults().withMigratorWait(Duration.ofMillis(100)));
                assertThat(catchThrowable(impatient::migrate)).hasMessageContaining("still runs in the server");
            }
            assertThat(migrations(database).migrate().applied()).hasSize(2);
        }
    }
}
