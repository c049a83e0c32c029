package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.MigrationStatus.Interruption;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.MigrationStatus.Step;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A statement outside of any transaction whose backend is ended in its midst: what it leaves is named, cleared and gone on with. */
class StepResumeTest {
    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** A first version that prepares, and a second with one statement before and one after the one in question. */
    private Migrations migrations(String before, String statement) {
        HostMigrations host = HostMigrations.in("public")
                .withScripts(List.of(
                        new SchemaScript("1", "before", "CREATE TABLE tally (n int); " + before, ""),
                        new SchemaScript(
                                "2",
                                "cut",
                                "INSERT INTO tally VALUES (1); " + statement + "; INSERT INTO tally VALUES (2);",
                                "")));
        return Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
    }

    private static Step step(Migrations migrations) {
        return migrations.status().of(MigrationSet.HOST).steps().get(1);
    }

    private static void assertCutInStepTwo(Migrations migrations) {
        assertThat(step(migrations).state()).isEqualTo(State.INTERRUPTED);
        assertThat(step(migrations).interruption()).contains(new Interruption(2, 3, true, "migrate goes on there"));
    }

    private void assertGoesOn(Migrations migrations) throws SQLException {
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertThat(step(migrations).state()).isEqualTo(State.APPLIED);
        assertThat(database.queryStrings("SELECT n::text FROM tally ORDER BY n"))
                .containsExactly("1", "2");
        assertThat(migrations.verify().problems()).isEmpty();
    }

    /** Migrates, and ends the session at work as soon as a query finds it in the midst of its statement. */
    private void cut(Migrations migrations, String inTheMidst) throws Exception {
        CompletableFuture<MigrationResult> run = CompletableFuture.supplyAsync(migrations::migrate);
        while (database.queryLong("SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND "
                        + inTheMidst)
                == 0) {
            assertThat(run).isNotDone();
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        MigrationException.class, e -> assertThat(e.sqlState()).contains("57P01"));
    }

    private long leftovers() throws SQLException {
        return database.queryLong("SELECT count(*) FROM pg_class WHERE relname ~ '_cc(new|old)'");
    }

    @Test
    void reindexConcurrently_backendEnded_leftoverIsDroppedAndTheIndexBuiltAgain() throws Exception {
        Migrations migrations = migrations(
                "CREATE TABLE t (a int); CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t ((a + 1));",
                "REINDEX TABLE CONCURRENTLY t");
        assertThat(migrations.migrateHostTo("1").applied()).hasSize(1);
        long before = database.queryLong("SELECT pg_relation_filenode('t_a')");
        try (Connection old = database.connect()) {
            // A reader that was there before: the new indexes are built, and wait for it.
            old.setAutoCommit(false);
            old.createStatement().execute("SELECT count(*) FROM t");
            cut(
                    migrations,
                    "query LIKE 'REINDEX%' AND wait_event = 'virtualxid' AND EXISTS (SELECT FROM pg_class WHERE relname ~ '_ccnew')");
        }
        assertCutInStepTwo(migrations);
        assertThat(leftovers()).isPositive();
        assertGoesOn(migrations);
        assertThat(leftovers()).isZero();
        assertThat(database.queryLong("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isZero();
        assertThat(database.queryLong("SELECT pg_relation_filenode('t_a')")).isNotEqualTo(before);
    }

    @Test
    void detachConcurrently_backendEndedWhilePending_isFinalised() throws Exception {
        Migrations migrations = migrations(
                "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);",
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY");
        assertThat(migrations.migrateHostTo("1").applied()).hasSize(1);
        String pending = "SELECT inhdetachpending::text FROM pg_inherits WHERE inhrelid = 'p1'::regclass";
        try (Connection old = database.connect()) {
            old.setAutoCommit(false);
            old.createStatement().execute("SELECT count(*) FROM p");
            cut(migrations, "query LIKE 'ALTER TABLE p%' AND EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)");
        }
        assertThat(database.queryStrings(pending)).containsExactly("true");
        assertCutInStepTwo(migrations);
        assertGoesOn(migrations);
        assertThat(database.queryStrings(pending)).isEmpty();
        assertThat(database.queryStrings("SELECT to_regclass('p1')")).containsExactly("p1");
    }

    /** While its template is in use, CREATE DATABASE waits some seconds: ended there, it has left nothing. */
    @Test
    void createDatabase_backendEnded_isMadeByTheNextRun() throws Exception {
        String name = database.queryStrings("SELECT current_database()").get(0) + "_made";
        try (TestDatabase template = EmbeddedPostgres.shared().createDatabase()) {
            String source = template.queryStrings("SELECT current_database()").get(0);
            Migrations migrations = migrations("", "CREATE DATABASE " + name + " TEMPLATE " + source);
            assertThat(migrations.migrateHostTo("1").applied()).hasSize(1);
            try (Connection user = template.connect()) {
                assertThat(user.isValid(5)).isTrue();
                cut(migrations, "query LIKE 'CREATE DATABASE%'");
            }
            assertCutInStepTwo(migrations);
            assertThat(databases(name)).isZero();
            assertGoesOn(migrations);
            assertThat(databases(name)).isEqualTo(1);
        } finally {
            database.execute("DROP DATABASE IF EXISTS " + name);
        }
    }

    /** It was made, and the migrator is gone before it could write that down: the next run sees the database. */
    @Test
    void createDatabase_migratorGoneBehindIt_isNotMadeTwice() throws Exception {
        String name = database.queryStrings("SELECT current_database()").get(0) + "_made";
        Migrations migrations = migrations("", "CREATE DATABASE " + name);
        try {
            assertThatThrownBy(() -> migrations
                            .watchedBy(new RunObserver() {
                                @Override
                                public void statementEnded(Place statement, Duration took, long rows) {
                                    if (statement.command().equals("CREATE DATABASE")) {
                                        throw new IllegalStateException("gone");
                                    }
                                }
                            })
                            .migrate())
                    .isNotNull();
            assertThat(databases(name)).isEqualTo(1);
            assertCutInStepTwo(migrations);
            assertGoesOn(migrations);
        } finally {
            database.execute("DROP DATABASE IF EXISTS " + name);
        }
    }

    private long databases(String name) throws SQLException {
        return database.queryLong("SELECT count(*) FROM pg_database WHERE datname = '" + name + "'");
    }
}
