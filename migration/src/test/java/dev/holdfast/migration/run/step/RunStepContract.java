package dev.holdfast.migration.run.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.Stage;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link RunStep} keeps that comes before the migrations; a host's own extends it. */
public abstract class RunStepContract {
    private static final String VALUE = "a-value-that-nobody-tells";

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();

    /** The step's place, before {@link Stage#MIGRATE}. */
    protected abstract Stage stage();

    /** The step for a database. */
    protected abstract RunStep step(TestDatabase database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void take_somethingPending_leavesTheCatalogAndTheRowsAsTheyWere() throws SQLException {
        Migrations migrations = prepared();
        SnapshotScope scope = SnapshotScope.of("public");
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), scope);
        StepRun unused = take(migrations);
        assertThat(before.diff(SchemaSnapshot.take(database.dataSource(), scope))
                        .changes())
                .isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM shelf")).isEqualTo(1);
    }

    @Test
    void take_somethingPending_leavesNoTransactionAndNoLockBehind() throws SQLException {
        StepRun unused = take(prepared());
        assertThat(
                        database.queryLong(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'"))
                .isZero();
        assertThat(database.queryLong("SELECT count(*) FROM pg_locks WHERE pid <> pg_backend_pid() AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isZero();
    }

    @Test
    void take_somethingPending_saysWhatItDidWithoutAnyValue() throws SQLException {
        StepRun step = take(prepared());
        assertThat(step.message()).isNotBlank();
        assertThat(step.toString()).doesNotContain(VALUE);
    }

    @Test
    void take_nothingPending_doesNotStopTheRun() throws SQLException {
        Migrations migrations = prepared();
        assertThat(migrations.migrate().applied()).hasSize(1);
        assertThat(take(migrations).result()).isIn(StepRun.Result.PASSED, StepRun.Result.SKIPPED);
    }

    private Migrations prepared() throws SQLException {
        database.execute("CREATE TABLE shelf (name text); INSERT INTO shelf VALUES ('" + VALUE + "')");
        SchemaScript script = new SchemaScript(
                "2",
                "add room",
                "ALTER TABLE shelf ADD COLUMN room text;\nUPDATE shelf SET room = '" + VALUE + "';",
                "ALTER TABLE shelf DROP COLUMN room;");
        Migrations migrations = Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withScripts(List.of(script))));
        migrations.baselineHost("1");
        return migrations;
    }

    private StepRun take(Migrations migrations) {
        RunPlan plan = RunPlan.defaults().with(stage(), step(database)).upTo(stage());
        RunRecord record = migrations.run(plan, Clock.systemUTC()).account().record();
        StepRun last = record.steps().get(record.steps().size() - 1);
        assertThat(last.name()).isEqualTo(stage().word());
        return last;
    }
}
