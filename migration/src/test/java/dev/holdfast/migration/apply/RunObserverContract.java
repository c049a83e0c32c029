package dev.holdfast.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link RunObserver} must do: watch, and change nothing. A host runs it on its own observer. */
public abstract class RunObserverContract {
    private static final SchemaScript GOOD =
            new SchemaScript("1", "good", "CREATE TABLE good (n int); INSERT INTO good VALUES (1);", "");
    private static final SchemaScript STEPS =
            new SchemaScript("2", "steps", "CREATE INDEX CONCURRENTLY good_ix ON good (n); SELECT 1;", "");
    private static final SchemaScript BAD = new SchemaScript("3", "bad", "INSERT INTO nowhere VALUES (1);", "");

    /**
     * An observer.
     *
     * @return a new one, under test
     */
    protected abstract RunObserver observer();

    private static Migrations over(TestDatabase database, SchemaScript... scripts) {
        return Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withScripts(List.of(scripts))));
    }

    /** In one transaction and in steps; each statement takes effect once. */
    @Test
    public void run_watched_appliesEverythingOnce() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(over(database, GOOD, STEPS)
                            .watchedBy(observer())
                            .migrate()
                            .versions(MigrationSet.HOST))
                    .containsExactly("1", "2");
            assertThat(database.queryLong("SELECT count(*) FROM good")).isEqualTo(1);
            assertThat(over(database, GOOD, STEPS).verify().problems()).isEmpty();
            assertThat(database.queryLong("SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                    .isZero();
        }
    }

    /** The failure that is told is the migration's, not one of the observer's. */
    @Test
    public void run_migrationFails_failureIsTheMigrations() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThatThrownBy(() -> over(database, GOOD, STEPS, BAD)
                            .watchedBy(observer())
                            .migrate())
                    .isInstanceOfSatisfying(MigrationException.class, e -> {
                        assertThat(e.version()).contains("3");
                        assertThat(e.sqlState()).contains("42P01");
                    });
            assertThat(database.queryLong("SELECT count(*) FROM flyway_schema_history WHERE version IN ('1', '2')"))
                    .isEqualTo(2);
        }
    }

    @Test
    public void run_nothingToDo_isWatchedWithoutHarm() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(over(database, GOOD).migrate().applied()).hasSize(1);
            assertThat(over(database, GOOD).watchedBy(observer()).migrate().applied())
                    .isEmpty();
        }
    }

    @Test
    public void watchesStatements_asked_doesNotChange() {
        RunObserver observer = observer();
        assertThat(observer.watchesStatements()).isEqualTo(observer.watchesStatements());
        assertThat(observer.probe().isPresent()).isEqualTo(observer.probe().isPresent());
    }
}
