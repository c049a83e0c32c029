package dev.holdfast.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.run.step.RunStep;
import dev.holdfast.migration.run.step.StepOutcome;
import dev.holdfast.migration.verify.Expectation;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a run leaves that fails when it has begun to change the database, and whether it takes that back. */
class FailedRunTest extends RunCase {
    @Test
    void run_migrationFails_whatWasAppliedBeforeStays() throws SQLException {
        SchemaScript bad = new SchemaScript("3", "bad", "UPDATE book SET id = id / 0;", "");
        Migrations migrations = over(BOOK, ISBN, bad);

        RunResult stays = migrations.run(plan.withTarget("3"), CLOCK);
        assertThat(stays).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.MIGRATE);
            assertThat(failed.failure().cause()).isPresent();
            assertThat(failed.rollBack()).get().isInstanceOf(StepOutcome.Skipped.class);
        });
        assertThat(columns()).containsExactly("id", "title", "isbn");
        RunRecord record = onlyRecord();
        assertThat(record.outcome().sqlState()).contains("22012");
        assertThat(record.migrations())
                .extracting(one -> one.result())
                .containsExactly(Result.APPLIED, Result.APPLIED, Result.FAILED);
        assertThat(steps(record)).endsWith("migrate FAILED", "roll-back SKIPPED");
    }

    @Test
    void run_failureWithProvenUndos_takesBackWhatThisRunApplied() throws SQLException {
        assertThat(over(BOOK).migrate().applied()).hasSize(1);
        Migrations migrations = over(BOOK, ISBN);
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isTrue();

        RunResult result = migrations.run(
                plan.withExpectations(Expectation.column("book", "isbn").notNull())
                        .rollBackOnFailure("anna", "agreed"),
                CLOCK);

        assertThat(result).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.VERIFY);
            assertThat(failed.rollBack()).get().isInstanceOf(StepOutcome.Passed.class);
        });
        assertThat(columns()).as("what an earlier run applied stays").containsExactly("id", "title");
        RunRecord record = onlyRecord();
        assertThat(record.migrations())
                .extracting(one -> one.version() + " " + one.result())
                .containsExactly("2 APPLIED", "2 UNDONE");
        assertThat(record.decisions()).singleElement().matches(one -> one.by().equals("anna"));
        assertThat(steps(record)).endsWith("verify FAILED", "roll-back PASSED");
    }

    @Test
    void run_failureWithUnprovenUndos_leavesThemAlthoughTold() throws SQLException {
        RunResult result = over(BOOK, ISBN)
                .run(
                        plan.withExpectations(Expectation.rows("no book", "SELECT 1 FROM book"))
                                .rollBackOnFailure("anna", "agreed"),
                        CLOCK);

        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Failed.class,
                        failed -> assertThat(failed.rollBack())
                                .get()
                                .isInstanceOfSatisfying(
                                        StepOutcome.Refused.class,
                                        refused -> assertThat(refused.why()).contains("must be proven")));
        assertThat(columns()).containsExactly("id", "title", "isbn");
        assertThat(steps(onlyRecord())).endsWith("verify FAILED", "roll-back REFUSED");
    }

    @Test
    void run_tableChangedBetweenRehearsalAndRun_isNotConfirmed() throws SQLException {
        assertThat(over(BOOK).migrate().applied()).hasSize(1);
        RunStep somebodyElse = course -> {
            execute("ALTER TABLE book ADD COLUMN shelf text");
            return new StepOutcome.Passed("meanwhile");
        };

        RunResult result = over(BOOK, ISBN).run(rehearsed(plan).with(Stage.PROVE, somebodyElse), CLOCK);

        assertThat(result).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.CONFIRM);
            assertThat(failed.failure().details())
                    .anyMatch(line -> line.startsWith("rehearsed, not made: + column public.book isbn: #3"))
                    .anyMatch(line -> line.startsWith("made, not rehearsed: + column public.book isbn: #4"));
        });
        assertThat(columns()).containsExactly("id", "title", "shelf", "isbn");
        assertThat(steps(onlyRecord())).contains("verify PASSED", "confirm FAILED");
    }

    @Test
    void run_ownStepRefusesAfterTheMigrations_hasFailed() throws SQLException {
        RunStep probe = course -> new StepOutcome.Refused("the application must answer", "look at its log");
        RunResult result = over(BOOK).run(plan.with(Stage.VERIFY, probe), CLOCK);
        assertThat(result).isInstanceOf(RunResult.Failed.class);
        assertThat(columns()).containsExactly("id", "title");
    }

    @Test
    void run_ownStepThrows_isRecordedWithoutItsMessageAndThrownOn() throws SQLException {
        RunStep broken = course -> {
            throw new IllegalStateException(SECRET);
        };
        assertThatThrownBy(() -> over(BOOK).run(plan.with(Stage.VERIFY, broken), CLOCK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(SECRET);
        assertThat(columns()).containsExactly("id", "title");
        RunRecord record = onlyRecord();
        assertThat(record.outcome().message()).isEqualTo("the run was ended by java.lang.IllegalStateException");
        assertThat(record.migrations()).extracting(one -> one.result()).containsExactly(Result.APPLIED);
        assertThat(steps(record)).endsWith("migrate PASSED", "verify FAILED");
    }
}
