package dev.holdfast.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.record.ChainCheck;
import dev.holdfast.migration.record.RunJson;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.run.step.RunStep;
import dev.holdfast.migration.run.step.StepOutcome;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way in which a run can end: what it leaves in the database, and what its record says. */
class MigrationRunTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String SECRET = "a-value-of-a-row";
    private static final SchemaScript BOOK = new SchemaScript(
            "1",
            "create book",
            "CREATE TABLE book (id bigint PRIMARY KEY, title text);\nINSERT INTO book VALUES (1, '" + SECRET + "');",
            "DROP TABLE book;");
    private static final SchemaScript ISBN = new SchemaScript(
            "2", "add isbn", "ALTER TABLE book ADD COLUMN isbn text;", "ALTER TABLE book DROP COLUMN isbn;");

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final RunLedger ledger = RunLedger.inMemory();
    private final RunPlan plan = RunPlan.defaults().withLedger(ledger);

    @AfterEach
    void drop() {
        // Whatever a run says, its ledger holds together, and no value of a row or a script is in it.
        assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        ledger.read().forEach(kept -> assertThat(RunJson.write(kept.record())).doesNotContain(SECRET));
        database.close();
    }

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

    private Migrations over(SchemaScript... scripts) {
        return Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withScripts(Arrays.asList(scripts))));
    }

    private RunPlan rehearsed(RunPlan from) {
        return from.withRehearsal(
                RehearsalMode.inClone(ScratchDatabases.fromTemplate(Servers.access(database), database.name(), CLOCK)),
                RehearsalPolicy.defaults());
    }

    private static MigrationGate closedFor(String prefix) {
        return script -> script.fileName().startsWith(prefix)
                ? new GateDecision.Closed(
                        GateDecision.Reason.OLD_VERSION_RUNS, script.fileName() + " must wait", List.of())
                : new GateDecision.Open();
    }

    private RunRecord onlyRecord() {
        assertThat(ledger.read()).hasSize(1);
        return ledger.read().get(0).record();
    }

    private static List<String> steps(RunRecord record) {
        List<String> steps = new ArrayList<>();
        for (StepRun step : record.steps()) {
            steps.add(step.name() + " " + step.result());
        }
        return steps;
    }

    private void execute(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> columns() throws SQLException {
        return database.queryStrings("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.book')"
                + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
    }
}
