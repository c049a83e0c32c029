package dev.holdfast.migration.run.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.backup.BackupPolicy;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.Stage;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunStepsTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @Nested
    class Lint extends RunStepContract {
        @Override
        protected Stage stage() {
            return Stage.LINT;
        }

        @Override
        protected RunStep step(TestDatabase database) {
            return RunStep.lint(LintPolicy.defaults());
        }
    }

    @Nested
    class LiveRehearsal extends RunStepContract {
        @Override
        protected Stage stage() {
            return Stage.REHEARSE;
        }

        @Override
        protected RunStep step(TestDatabase database) {
            return RunStep.rehearse(RehearsalMode.live(LiveAllowance.upTo(1_000, 1 << 20)), RehearsalPolicy.defaults());
        }
    }

    @Nested
    class UndoProof extends RunStepContract {
        @Override
        protected Stage stage() {
            return Stage.PROVE;
        }

        @Override
        protected RunStep step(TestDatabase database) {
            return RunStep.proveUndo();
        }
    }

    @Nested
    class Gate extends RunStepContract {
        @Override
        protected Stage stage() {
            return Stage.GATE;
        }

        @Override
        protected RunStep step(TestDatabase database) {
            return RunStep.gate();
        }
    }

    @Nested
    class Own extends RunStepContract {
        @Override
        protected Stage stage() {
            return Stage.PREFLIGHT;
        }

        @Override
        protected RunStep step(TestDatabase database) {
            return course -> new StepOutcome.Passed(course.plan().migrations().size() + " will be applied");
        }
    }

    @Test
    void verifiedBackup_asTaken_passes_changedOrGone_isRefused() throws SQLException {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Migrations migrations = Migrations.over(
                    database.dataSource(), MigrationSet.in(Namespace.defaults()).withModules(MigrationSchema.module()));
            assertThat(migrations.migrate().applied()).isNotEmpty();
            database.execute("CREATE TABLE shelf (name text); INSERT INTO shelf VALUES ('a'), ('b')");
            Backups backups =
                    Backups.over(TransactionRunner.over(database.dataSource()), BackupPolicy.defaults(), CLOCK);
            var taken = backups.take("shelf").get(0);

            StepRun passed = backup(migrations, RunStep.verifiedBackup(backups, taken.id()));
            assertThat(passed.result()).isEqualTo(StepRun.Result.PASSED);
            assertThat(passed.details()).containsExactly("backup " + taken.id() + " holds its 2 rows");

            database.execute("DELETE FROM " + taken.table().sql() + " WHERE name = 'b'");
            StepRun refused = backup(migrations, RunStep.verifiedBackup(backups, taken.id(), 4711L));
            assertThat(refused.result()).isEqualTo(StepRun.Result.REFUSED);
            assertThat(refused.details()).hasSize(2).anyMatch(line -> line.equals("backup 4711 is not there"));
        }
    }

    @Test
    void verifiedBackup_noneNamed_isWrongUse() throws SQLException {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Backups backups =
                    Backups.over(TransactionRunner.over(database.dataSource()), BackupPolicy.defaults(), CLOCK);
            assertThatThrownBy(() -> RunStep.verifiedBackup(backups))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must name one or more backups");
        }
    }

    private static StepRun backup(Migrations migrations, RunStep step) {
        var steps = migrations
                .run(RunPlan.defaults().with(Stage.BACKUP, step).upTo(Stage.BACKUP), CLOCK)
                .account()
                .record()
                .steps();
        return steps.get(steps.size() - 1);
    }
}
