package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.apply.LockWitness;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsRaceTest {
    private static final SchemaScript SLOW = new SchemaScript(
            "2",
            "waits",
            "CREATE TABLE made_by_it (); LOCK TABLE gate IN ACCESS EXCLUSIVE MODE;",
            "DROP TABLE made_by_it;");
    private static final HostMigrations HOST = HostMigrations.in("public")
            .withScripts(List.of(new SchemaScript("1", "gate", "CREATE TABLE gate ();", "DROP TABLE gate;"), SLOW));

    /** The session that holds more than one advisory lock is the lock's. */
    private static final String END_LOCK = "DO $$ BEGIN PERFORM pg_terminate_backend(pid, 10000) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname ="
            + " current_database()) GROUP BY pid HAVING count(*) > 1; END $$;";

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Integer empty(Connection connection, int round) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS holdfast CASCADE; DROP TABLE IF EXISTS naive, naive_history;"
                    + " CREATE TABLE naive_history (version int)");
        }
        return round;
    }

    @Test
    void migrate_twoMigratorsAtOnce_oneWorksTheOtherWaitsAndFindsNothingToDo() throws Exception {
        Migrations migrations = Samples.over(database, Samples.modules());
        var report = Race.on(database)
                .contenders(2)
                .rounds(Rounds.of(50))
                .prepare(MigrationsRaceTest::empty)
                .run(contender -> migrations.migrate().applied().size());
        assertThat(report.committedPerRound(applied -> applied == 3)).containsOnly(1L);
        assertThat(report.committedPerRound(applied -> applied == 0)).containsOnly(1L);
    }

    /** Looking into the history and then running the script, as it is often done at an application's start. */
    @Test
    void naiveMigrator_twoAtOnce_oneOfThemFails() throws Exception {
        var report = Race.on(database)
                .contenders(2)
                .rounds(Rounds.of(50))
                .prepare(MigrationsRaceTest::empty)
                .run(contender -> {
                    boolean pending;
                    try (Statement statement = contender.connection().createStatement();
                            var rows = statement.executeQuery("SELECT count(*) FROM naive_history")) {
                        pending = rows.next() && rows.getLong(1) == 0;
                    }
                    contender.await();
                    if (pending) {
                        try (Statement statement = contender.connection().createStatement()) {
                            statement.execute("CREATE TABLE naive (); INSERT INTO naive_history VALUES (1)");
                        }
                    }
                    return pending;
                });
        assertThat(report.committedPerRound(pending -> true)).contains(1L);
    }

    /** The first waits for a lock inside its migration; its backend is ended, as an impatient operator would. */
    @Test
    void migrate_backendKilledInsideAMigration_statusNamesItAndTheNextRunContinues() throws Exception {
        MigrationSet set = MigrationSet.in(Namespace.defaults()).withHost(HOST);
        Migrations migrations = Migrations.over(
                database.dataSource(), set, MigrationPolicy.defaults().withLockTimeout(Duration.ofMinutes(1)));
        assertThat(migrations.migrateHostTo("1").applied()).hasSize(1);
        try (Connection gate = database.connect()) {
            gate.setAutoCommit(false);
            gate.createStatement().execute("LOCK TABLE gate IN ACCESS SHARE MODE");
            CompletableFuture<MigrationResult> run = CompletableFuture.supplyAsync(migrations::migrate);
            while (database.queryLong("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    == 0) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(MigrationException.class, e -> {
                        assertThat(e.version()).contains("2");
                        assertThat(e.sqlState()).contains("57P01");
                    });
            gate.rollback();
        }
        assertThat(migrations.status().of("host").in(MigrationStatus.State.APPLIED))
                .containsExactly("1");
        assertThat(migrations.status().of("host").in(MigrationStatus.State.PENDING))
                .containsExactly("2");
        assertThat(database.queryStrings("SELECT to_regclass('made_by_it')")).containsExactly("null");
        assertThat(migrations.migrate().versions("host")).containsExactly("2");
    }

    @Test
    void migrate_anotherMigratorAtWorkForTooLong_isSaid() throws Exception {
        try (MigratorLock held = MigratorLock.acquire(database.dataSource(), "holdfast", Duration.ofSeconds(1))) {
            held.requireHeld();
            Migrations impatient = Migrations.over(
                    database.dataSource(),
                    Samples.modules(),
                    MigrationPolicy.defaults().withMigratorWait(Duration.ofMillis(100)));
            assertThatThrownBy(impatient::migrate)
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("another migrator has been at work on schema holdfast");
        }
        assertThat(Samples.over(database, Samples.modules()).migrate().applied())
                .hasSize(3);
    }

    @Test
    void requireHeld_connectionEnded_stopsTheRun() throws Exception {
        MigratorLock lock = MigratorLock.acquire(database.dataSource(), "holdfast", Duration.ofSeconds(1));
        try (lock) {
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            assertThatThrownBy(lock::requireHeld)
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("lock was lost");
        }
    }

    /** The next migrator holds the same lock by then: that must not be taken for ours. */
    @Test
    void witness_lockGoneAndTakenByTheNext_isNoLongerHeldAgainstTheOneBefore() throws Exception {
        MigratorLock gone = MigratorLock.acquire(database.dataSource(), "holdfast", Duration.ofSeconds(1));
        try (gone;
                Connection work = database.connect()) {
            assertThat(holds(work, gone.witness().guardSql())).isTrue();
            database.execute("SELECT pg_terminate_backend(" + gone.backend() + ", 10000)");
            try (MigratorLock next = MigratorLock.acquire(database.dataSource(), "holdfast", Duration.ofSeconds(1))) {
                assertThat(holds(work, next.witness().guardSql())).isTrue();
                assertThat(holds(work, gone.witness().guardSql())).isFalse();
                assertThat(holds(work, next.witness().requiredSql())).isTrue();
                assertThatThrownBy(() -> holds(work, gone.witness().requiredSql()))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(LockWitness.isLost(e)).isTrue());
            }
        }
    }

    private static boolean holds(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT " + condition)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Nobody watches, so statements, row and commit are one message: the commit in it must not be reached. */
    @Test
    void migrate_lockLostInsideOneMessage_commitsNothing() throws Exception {
        HostMigrations host = HostMigrations.in("public")
                .withScripts(List.of(
                        new SchemaScript("1", "good", "CREATE TABLE good ();", ""),
                        new SchemaScript("2", "ends the lock", "CREATE TABLE made_by_it (); " + END_LOCK, ""),
                        new SchemaScript("3", "never", "CREATE TABLE never ();", "")));
        Migrations migrations =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("lock was lost");
        assertThat(
                        database.queryStrings(
                                "SELECT coalesce(to_regclass(n)::text, '-') FROM unnest(ARRAY['good', 'made_by_it', 'never']) n"))
                .containsExactly("good", "-", "-");
        assertThat(migrations.status().of("host").in(MigrationStatus.State.PENDING))
                .containsExactly("2", "3");
    }
}
