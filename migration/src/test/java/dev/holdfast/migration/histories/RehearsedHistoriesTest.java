package dev.holdfast.migration.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.Rehearsals;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.snapshot.SchemaDiff;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole histories rehearsed in a clone with every file pending, then run for real: both must have done the same. */
class RehearsedHistoriesTest {
    private static final Clock CLOCK = Clock.systemUTC();

    /** Of these a rehearsal leaves none; roles that a history makes stay on a server of its own. */
    private static final String CLUSTER = """
            SELECT 'database ' || datname FROM pg_database
            UNION ALL SELECT 'tablespace ' || spcname FROM pg_tablespace
            UNION ALL SELECT 'subscription ' || subname FROM pg_subscription
            UNION ALL SELECT 'lock ' || objid FROM pg_locks WHERE locktype = 'advisory'
            ORDER BY 1
            """;

    @TempDir
    private Path copy;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(History.class)
    void history_rehearsed_isForetoldRightlyAndTheRealRunDoesTheSame(History history) throws Exception {
        Migrations migrations = Migrations.over(
                database.dataSource(), MigrationSet.in(Namespace.defaults()).withHost(history.mended(copy)));
        RehearsalPlan plan = migrations.plan();
        assertThat(plan.unknowns()).isEmpty();
        List<String> cluster = database.queryStrings(CLUSTER);

        RehearsalReport report = rehearsed(migrations, plan);
        assertThat(report.migrations()).hasSameSizeAs(plan.migrations());
        assertThat(report.mismatches()).isEmpty();
        assertThat(database.queryStrings(CLUSTER)).isEqualTo(cluster);

        SchemaSnapshot before = snapshot();
        assertThat(migrations.migrate().applied()).hasSameSizeAs(plan.migrations());
        SchemaDiff real = before.diff(snapshot());
        assertThat(real.isEmpty()).isFalse();
        assertThat(report.confirm(real).differences()).isEmpty();
    }

    /** One that reaches beyond its database is refused; the tests' server is there for tests alone. */
    private RehearsalReport rehearsed(Migrations migrations, RehearsalPlan plan) {
        RehearsalMode clone =
                RehearsalMode.inClone(ScratchDatabases.fromTemplate(Servers.access(database), database.name(), CLOCK));
        RehearsalPolicy policy = RehearsalPolicy.defaults().withoutUndoProof();
        if (!plan.reaching().isEmpty()) {
            Refused refused = (Refused) migrations.rehearsals(policy, CLOCK).rehearse(clone);
            assertThat(refused.reason()).isEqualTo(Reason.LEAVES_THE_DATABASE);
        }
        Rehearsals rehearsals = migrations.rehearsals(policy.onServerOfItsOwn("a server for tests alone"), CLOCK);
        return rehearsals
                .rehearse(clone)
                .fold(
                        rehearsed -> rehearsed.report(),
                        refused -> {
                            throw new AssertionError(refused.message());
                        },
                        failed -> {
                            throw new AssertionError(failed.at() + ": " + failed.message());
                        });
    }

    private SchemaSnapshot snapshot() throws SQLException {
        String[] own = database.queryStrings(
                        "SELECT n.nspname || '.' || c.relname FROM pg_class c"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'holdfast' AND c.relkind = 'r'")
                .toArray(String[]::new);
        return SchemaSnapshot.take(
                database.dataSource(),
                SnapshotScope.everything()
                        .ignoring("public.flyway_schema_history")
                        .ignoring(own));
    }
}
