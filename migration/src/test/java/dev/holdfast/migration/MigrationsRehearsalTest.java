package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.RehearsalRecords;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalReport.Span;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsRehearsalTest {
    private static final Clock CLOCK = Clock.systemUTC();

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

    @Test
    void plan_emptyDatabase_holdsEverySourceInOrderAndWritesNothing() throws SQLException {
        RehearsalPlan plan = migrations.plan();
        assertThat(plan.migrations())
                .extracting(it -> it.candidate().source() + " " + it.candidate().version())
                .containsExactly("first 001", "first 002", "second 001", "host 1", "host 2", "host 3");
        assertThat(plan.unknowns()).isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM pg_class WHERE oid >= 16384"))
                .isZero();
    }

    @Test
    void rehearse_emptyDatabase_theRealRunDoesTheSame() {
        RehearsalReport report =
                ((Rehearsed) migrations.rehearse(inClone(), RehearsalPolicy.defaults(), CLOCK)).report();
        assertThat(report.migrations()).hasSize(6);
        assertThat(report.mismatches()).isEmpty();
        SnapshotScope scope = set.scope();
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), scope);
        MigrationResult real = migrations.migrate();
        assertThat(real.applied()).hasSize(6);
        assertThat(report.confirm(before.diff(SchemaSnapshot.take(database.dataSource(), scope)))
                        .differences())
                .isEmpty();
        assertThat(((Rehearsed) migrations.rehearse(inClone(), RehearsalPolicy.defaults(), CLOCK))
                        .report()
                        .migrations())
                .as("nothing is pending any more")
                .isEmpty();
    }

    @Test
    void rehearse_live_leavesNoHistoryAndNoTable() throws Exception {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        Samples.write(folder, "up/V4__later.sql", "ALTER TABLE \"user\" ADD COLUMN late int;");
        migrations = Samples.over(database, Samples.modules().withHost(Samples.host(folder)));
        Rehearsed rehearsed = (Rehearsed) migrations.rehearse(
                RehearsalMode.live(LiveAllowance.upTo(1_000, 1 << 20)), RehearsalPolicy.defaults(), CLOCK);
        assertThat(rehearsed.report().aftermath()).get().matches(it -> it.nothingStayed());
        assertThat(migrations.plan().migrations()).hasSize(1);
    }

    @Test
    void records_planAndRehearsal_holdWhatTheReportHoldsWithoutLiterals() throws Exception {
        Samples.write(
                folder,
                "up/V4__later.sql",
                "INSERT INTO \"user\" VALUES ('id', 'secret-literal');\nALTER TABLE \"user\" ADD COLUMN n int DEFAULT 4;");
        migrations = Samples.over(database, Samples.modules().withHost(Samples.host(folder)));
        RehearsalRecords records = new RehearsalRecords(Uuid7.of(CLOCK), candidate -> List.of());
        Instant from = CLOCK.instant();
        RunRecord plan = records.of(migrations.plan(), Span.until(database.dataSource(), from, CLOCK));
        assertThat(plan.kind()).isEqualTo(RunRecord.Kind.PLAN);
        assertThat(plan.migrations()).extracting(it -> it.result()).containsOnly(Result.PLANNED);
        assertThat(plan.migrations().get(6).statements().get(1).expectedLocks())
                .containsExactly("user ACCESS EXCLUSIVE");

        RehearsalResult result = migrations.rehearse(inClone(), RehearsalPolicy.defaults(), CLOCK);
        RunRecord rehearsal = records.of(result, Span.until(database.dataSource(), from, CLOCK));
        assertThat(rehearsal.outcome().succeeded()).isTrue();
        assertThat(rehearsal.kind()).isEqualTo(RunRecord.Kind.REHEARSE);
        assertThat(rehearsal.migrations().get(6).statements().get(0).rows()).isEqualTo(1);
        assertThat(rehearsal.migrations().get(6).statements().get(1).locks())
                .containsExactly("public.user ACCESS EXCLUSIVE");
        assertThat(rehearsal.schemaDiff()).anyMatch(line -> line.startsWith("+ column public.user n"));
        assertThat(rehearsal.toString() + plan + result).doesNotContain("secret-literal");
    }

    @Test
    void records_failedRehearsal_markTheStatement() throws Exception {
        Samples.write(folder, "up/V4__later.sql", "CREATE TABLE a (id int);\nALTER TABLE no_such ADD COLUMN n int;");
        migrations = Samples.over(database, Samples.modules().withHost(Samples.host(folder)));
        RehearsalResult result = migrations.rehearse(inClone(), RehearsalPolicy.defaults(), CLOCK);
        assertThat(result).isInstanceOf(Failed.class);
        RunRecord record = new RehearsalRecords(Uuid7.of(CLOCK), candidate -> List.of())
                .of(result, Span.until(database.dataSource(), CLOCK.instant(), CLOCK));
        assertThat(record.outcome().succeeded()).isFalse();
        assertThat(record.outcome().sqlState()).contains("42P01");
        assertThat(record.migrations().get(6).result()).isEqualTo(Result.FAILED);
        assertThat(record.migrations().get(6).statements().get(1).failure()).contains("no_such");
        assertThat(record.migrations().get(5).result()).isEqualTo(Result.REHEARSED);
    }

    private RehearsalMode inClone() {
        return RehearsalMode.inClone(ScratchDatabases.fromTemplate(Servers.access(database), database.name(), CLOCK));
    }
}
