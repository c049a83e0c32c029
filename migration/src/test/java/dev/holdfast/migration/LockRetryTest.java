package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A migration that meets a lock: bounded waits, tries again as a whole, and names who is in the way. */
class LockRetryTest {
    private static final String PRIVATE = "anna@private.example";
    private static final HostMigrations HOST = HostMigrations.in("public")
            .withScripts(List.of(
                    new SchemaScript("1", "gate", "CREATE TABLE gate (a text); CREATE TABLE tally (n int);", ""),
                    new SchemaScript(
                            "2", "waits", "INSERT INTO tally VALUES (1); ALTER TABLE gate ADD COLUMN b int;", "")));

    private TestDatabase database;
    private Migrations migrations;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        migrations = Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults()).withHost(HOST),
                MigrationPolicy.defaults()
                        .withLockTimeout(Duration.ofMillis(400))
                        .withAttempts(2));
        assertThat(migrations.migrateHostTo("1").applied()).hasSize(1);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Connection blocker() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SET application_name = 'nightly report'");
        connection.createStatement().execute("SELECT count(*) FROM gate WHERE a = '" + PRIVATE + "'");
        return connection;
    }

    @Test
    void migrate_lockedToTheEnd_failsNamingWhoIsInTheWayAndLeavesNothing() throws Exception {
        try (Connection blocker = blocker()) {
            int pid = blocker.unwrap(PGConnection.class).getBackendPID();
            assertThatThrownBy(migrations::migrate).isInstanceOfSatisfying(MigrationException.class, e -> {
                assertThat(e.sqlState()).contains("55P03");
                assertThat(e)
                        .hasMessageContaining("statement 2 (line 1, ALTER TABLE)")
                        .hasMessageContaining("blocked by pid " + pid + " (nightly report), transaction open for")
                        .hasMessageMatching("(?s).*SELECT [0-9a-f]{8}.*")
                        .hasMessageNotContaining(PRIVATE)
                        .hasMessageNotContaining("gate WHERE");
            });
        }
        assertThat(database.queryLong("SELECT count(*) FROM tally")).isZero();
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertThat(database.queryLong("SELECT count(*) FROM tally")).isEqualTo(1);
    }

    @Test
    void migrate_lockGoneBeforeTheSecondAttempt_appliesOnce() throws Exception {
        List<RunObserver.Retry> retries = new ArrayList<>();
        try (Connection blocker = blocker()) {
            Migrations watched = migrations.watchedBy(new RunObserver() {
                @Override
                public void retrying(Migration migration, Retry retry) {
                    retries.add(retry);
                    try {
                        blocker.rollback();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            assertThat(watched.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        }
        assertThat(retries).singleElement().satisfies(retry -> {
            assertThat(retry.attempt()).isEqualTo(1);
            assertThat(retry.sqlState()).isEqualTo("55P03");
            assertThat(retry.pause()).isBetween(Duration.ZERO, Duration.ofMillis(200));
            assertThat(retry.blockers())
                    .singleElement()
                    .satisfies(blocker -> assertThat(blocker.application()).isEqualTo("nightly report"));
        });
        assertThat(database.queryLong("SELECT count(*) FROM tally")).isEqualTo(1);
    }

    /** The head of a script says how long it may wait, and holds against the policy. */
    @Test
    void migrate_headOfTheScript_overridesThePolicy() throws Exception {
        HostMigrations patient = HOST.withScripts(List.of(new SchemaScript(
                "3",
                "look",
                "-- holdfast: lock_timeout=7s statement_timeout=90s\nCREATE TABLE seen AS"
                        + " SELECT current_setting('lock_timeout') AS l, current_setting('statement_timeout') AS s;",
                "")));
        Migrations both =
                Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(patient));
        assertThat(both.migrate().versions(MigrationSet.HOST)).containsExactly("2", "3");
        assertThat(database.queryStrings("SELECT l || ' ' || s FROM seen")).containsExactly("7s 90s");
    }
}
