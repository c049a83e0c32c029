package dev.holdfast.migration.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.run.step.RunStep;
import dev.holdfast.migration.run.step.StepOutcome;
import dev.holdfast.migration.verify.Expectation;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run does that ends well, or is refused before it has changed anything; and what its record says. */
class MigrationRunTest extends RunCase {
    @Test
    void run_everyStepAskedFor_isOneRecordOfAllOfThem() throws SQLException {
        Migrations migrations = over(BOOK, ISBN);
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isTrue();

        RunResult result = migrations.run(
                rehearsed(plan)
                        .with(Stage.PREFLIGHT, course -> new StepOutcome.Passed("fit"))
                        .requireProof()
                        .withExpectations(Expectation.column("book", "isbn").type("text")),
                CLOCK);

        assertThat(result).isInstanceOf(RunResult.Done.class);
        assertThat(columns()).containsExactly("id", "title", "isbn");
        RunRecord record = onlyRecord();
        assertThat(record).isEqualTo(result.account().record());
        assertThat(record.kind()).isEqualTo(Kind.MIGRATE);
        assertThat(record.outcome().succeeded()).isTrue();
        assertThat(steps(record))
                .containsExactly(
                        "preflight PASSED",
                        "backup SKIPPED",
                        "lint PASSED",
                        "plan PASSED",
                        "rehearse PASSED",
                        "prove PASSED",
                        "gate PASSED",
                        "migrate PASSED",
                        "verify PASSED",
                        "confirm PASSED");
        assertThat(record.migrations())
                .allSatisfy(one -> assertThat(one.result()).isEqualTo(Result.APPLIED))
                .allSatisfy(one -> assertThat(one.undo())
                        .get()
                        .matches(undo -> undo.verdict().equals("exact")))
                .extracting(one -> one.version())
                .containsExactly("1", "2");
        assertThat(record.migrations().get(1).statements().get(0).locks())
                .as("the locks that its rehearsal saw")
                .containsExactly("public.book ACCESS EXCLUSIVE");
        assertThat(record.schemaDiff()).anyMatch(line -> line.startsWith("+ column public.book isbn"));
    }

    @Test
    void run_nothingPending_isDoneAndVerified() {
        Migrations migrations = over(BOOK);
        assertThat(migrations.run(plan, CLOCK)).isInstanceOf(RunResult.Done.class);
        assertThat(migrations.run(rehearsed(plan), CLOCK)).isInstanceOf(RunResult.Done.class);
        assertThat(ledger.read()).hasSize(2);
        assertThat(steps(ledger.read().get(1).record()))
                .contains("rehearse SKIPPED", "verify PASSED", "confirm SKIPPED");
    }

    @Test
    void run_lintRefuses_nothingIsApplied() throws SQLException {
        assertThat(over(BOOK).migrate().applied()).hasSize(1);
        SchemaScript index = new SchemaScript("2", "index", "CREATE INDEX book_title ON book (title);", "");

        RunResult result =
                over(BOOK, index).run(plan.withLint(LintPolicy.defaults().failingOn(Category.BLOCKING)), CLOCK);

        assertThat(result).isInstanceOfSatisfying(RunResult.Refused.class, refused -> {
            assertThat(refused.stage()).isEqualTo(Stage.LINT);
            assertThat(refused.reason().details()).anyMatch(line -> line.contains("index-without-concurrently"));
        });
        assertThat(database.queryStrings("SELECT to_regclass('book_title')")).containsExactly("null");
        RunRecord record = onlyRecord();
        assertThat(record.outcome().succeeded()).isFalse();
        assertThat(record.outcome().message()).startsWith("lint: ");
        assertThat(steps(record)).containsExactly("preflight SKIPPED", "backup SKIPPED", "lint REFUSED");
        assertThat(record.migrations()).singleElement().satisfies(one -> {
            assertThat(one.result()).isEqualTo(Result.PLANNED);
            assertThat(one.findings()).extracting(found -> found.rule()).contains("index-without-concurrently");
        });
    }

    @Test
    void run_lintByDefault_tellsAndRefusesNothing() {
        assertThat(over(BOOK).migrate().applied()).hasSize(1);
        SchemaScript index = new SchemaScript("2", "index", "CREATE INDEX book_title ON book (title);", "");
        assertThat(over(BOOK, index).run(plan, CLOCK)).isInstanceOf(RunResult.Done.class);
        assertThat(onlyRecord().migrations().get(0).findings()).isNotEmpty();
    }

    @Test
    void run_rehearsalFails_nothingIsApplied() throws SQLException {
        SchemaScript bad = new SchemaScript("2", "bad", "ALTER TABLE nowhere ADD COLUMN x int;", "");

        RunResult result = over(BOOK, bad).run(rehearsed(plan), CLOCK);

        assertThat(result).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.REHEARSE);
            assertThat(failed.rollBack()).isEmpty();
        });
        assertThat(columns()).isEmpty();
        assertThat(onlyRecord().migrations())
                .extracting(one -> one.result())
                .containsExactly(Result.REHEARSED, Result.FAILED);
    }

    @Test
    void run_rehearsalRefuses_nothingIsApplied() throws SQLException {
        SchemaScript unknown = new SchemaScript("2", "unknown", "FROBNICATE book;", "");

        RunResult result = over(BOOK, unknown).run(rehearsed(plan), CLOCK);

        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Refused.class,
                        refused -> assertThat(refused.stage()).isEqualTo(Stage.REHEARSE));
        assertThat(columns()).isEmpty();
        assertThat(steps(onlyRecord())).endsWith("plan PASSED", "rehearse REFUSED");
    }

    @Test
    void run_undoNotProven_isRefusedWhereProofIsRequired() throws SQLException {
        RunResult result = over(BOOK).run(plan.requireProof(), CLOCK);
        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Refused.class,
                        refused -> assertThat(refused.reason().details())
                                .containsExactly("host 1 (V1__create_book.sql): no proof is known"));
        assertThat(columns()).isEmpty();

        assertThat(over(BOOK).run(plan.with(Stage.PROVE, RunStep.proveUndo()), CLOCK))
                .isInstanceOf(RunResult.Done.class);
        assertThat(over(BOOK, ISBN).run(rehearsed(plan).requireProof(), CLOCK))
                .as("what its rehearsal proved counts, and is kept")
                .isInstanceOf(RunResult.Done.class);
        assertThat(over(BOOK, ISBN).rollback(1).stopped()).isEmpty();
        assertThat(ledger.read().get(1).record().migrations().get(0).undo())
                .get()
                .matches(undo -> undo.verdict().equals("exact"));
    }

    @Test
    void run_gateClosedForTheFirst_isRefused_forTheSecond_appliesTheFirst() throws SQLException {
        RunResult refused = over(BOOK, ISBN).gatedBy(closedFor("V1__")).run(plan, CLOCK);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        RunResult.Refused.class, it -> assertThat(it.stage()).isEqualTo(Stage.GATE));
        assertThat(columns()).isEmpty();

        RunResult held = over(BOOK, ISBN).gatedBy(closedFor("V2__")).run(rehearsed(plan), CLOCK);
        assertThat(held)
                .isInstanceOfSatisfying(
                        RunResult.HeldBack.class, it -> assertThat(it.why()).isEqualTo("V2__add_isbn.sql must wait"));
        assertThat(columns()).containsExactly("id", "title");
        RunRecord record = ledger.read().get(1).record();
        assertThat(record.outcome().succeeded()).isFalse();
        assertThat(record.migrations())
                .extracting(one -> one.result())
                .containsExactly(Result.APPLIED, Result.REHEARSED);
        assertThat(steps(record)).endsWith("migrate PASSED", "verify PASSED", "confirm SKIPPED");
    }

    @Test
    void run_ownStepRefusesBeforeTheMigrations_nothingIsApplied() throws SQLException {
        RunStep full = course -> new StepOutcome.Refused("the disk must have 10 GB free", "make room");
        RunResult result = over(BOOK).run(plan.with(Stage.PREFLIGHT, full), CLOCK);
        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Refused.class,
                        refused -> assertThat(refused.stage()).isEqualTo(Stage.PREFLIGHT));
        assertThat(columns()).isEmpty();
        assertThat(onlyRecord().outcome().next()).isEqualTo("make room");
        assertThat(onlyRecord().migrations()).isEmpty();
    }

    @Test
    void run_upToTheRehearsal_changesNothing() throws SQLException {
        RunResult result = over(BOOK, ISBN).run(rehearsed(plan).withTarget("1").upTo(Stage.REHEARSE), CLOCK);
        assertThat(result).isInstanceOf(RunResult.Done.class);
        assertThat(columns()).isEmpty();
        assertThat(onlyRecord().kind()).isEqualTo(Kind.REHEARSE);
        assertThat(onlyRecord().migrations())
                .extracting(one -> one.version() + " " + one.result())
                .containsExactly("1 REHEARSED");
        assertThat(onlyRecord().schemaDiff()).isNotEmpty();
    }

    private static MigrationGate closedFor(String prefix) {
        return script -> script.fileName().startsWith(prefix)
                ? new GateDecision.Closed(
                        GateDecision.Reason.OLD_VERSION_RUNS, script.fileName() + " must wait", List.of())
                : new GateDecision.Open();
    }
}
