package dev.holdfast.migration.run;

import dev.holdfast.core.HoldfastException;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.run.RunResult.Account;
import dev.holdfast.migration.run.RunResult.Done;
import dev.holdfast.migration.run.RunResult.HeldBack;
import dev.holdfast.migration.run.step.MigrationWork;
import dev.holdfast.migration.run.step.MigrationWork.Migrated;
import dev.holdfast.migration.run.step.RunCourse;
import dev.holdfast.migration.run.step.StepOutcome;
import dev.holdfast.migration.run.step.StepOutcome.Failed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run, from its first step to its record. Used once, by one thread. */
public final class RunChain {
    private final RunPlan plan;
    private final RecordedRun recorded;
    private final RunCourse course;
    private final Ticker ticker = Ticker.system();
    private Optional<Foreseen> foreseen = Optional.empty();

    private RunChain(MigrationWork work, RunPlan plan, Clock clock) {
        this.plan = plan;
        this.recorded = RecordedRun.begin(plan.kind(), work.dataSource(), clock, plan.ledger());
        Recorder recorder = new Recorder(this::foreseen, this::done, work.observer());
        this.course = new RunCourse(work, clock, recorded.recording(), recorder);
    }

    /**
     * Takes the steps of a plan, one after the other, and keeps the record of it.
     *
     * @param work what they work on
     * @param plan which steps
     * @param clock dates the record
     * @return what came of it
     * @throws dev.holdfast.migration.record.RunLedgerException when the record could not be kept; what was done stays
     */
    public static RunResult run(MigrationWork work, RunPlan plan, Clock clock) {
        RunChain chain = new RunChain(work, plan, clock);
        Stop stop = chain.recorded.keeping(chain::takeAll);
        return chain.result(stop);
    }

    /** Where the run stopped: at the stage, or at none. */
    private record Stop(Optional<Stage> stage, Optional<StepOutcome> outcome, Optional<StepOutcome> rollBack) {}

    private Stop takeAll() {
        try {
            for (Stage stage : plan.stages()) {
                StepOutcome outcome = take(stage);
                boolean isStopping = outcome instanceof Refused || outcome instanceof Failed;
                if (isStopping) {
                    // A step that refuses what is done already has the run fail.
                    boolean isLate = stage != Stage.MIGRATE && !stage.isBeforeChanges();
                    return new Stop(
                            Optional.of(stage),
                            Optional.of(isLate ? failed(outcome) : outcome),
                            course.done().isEmpty() ? Optional.empty() : Optional.of(take(Stage.ROLL_BACK)));
                }
            }
            return new Stop(Optional.empty(), Optional.empty(), Optional.empty());
        } finally {
            writeDown();
        }
    }

    private static StepOutcome failed(StepOutcome outcome) {
        return outcome instanceof Refused it ? new Failed(it.why(), it.next(), it.details(), it.cause()) : outcome;
    }

    private StepOutcome take(Stage stage) {
        long start = ticker.read();
        foreseen = stage == Stage.MIGRATE ? Optional.of(Foreseen.in(course)) : foreseen;
        StepOutcome outcome;
        try {
            outcome = plan.step(stage).take(course);
        } catch (MigrationException e) {
            outcome = ended(e);
        } catch (RuntimeException | Error e) {
            note(stage, new Failed(RecordedRun.message(e), "look at status", List.of(), Optional.empty()), start);
            throw e;
        }
        note(stage, outcome, start);
        return outcome;
    }

    /** When nothing had begun and the server had no part in it, a rule was broken before anything was changed. */
    private StepOutcome ended(MigrationException failure) {
        String why = String.valueOf(failure.getMessage());
        Optional<HoldfastException> cause = Optional.of(failure);
        return course.done().isEmpty() && failure.sqlState().isEmpty()
                ? new Refused(why, "", List.of(), cause)
                : new Failed(why, "look at status", List.of(), cause);
    }

    private void note(Stage stage, StepOutcome outcome, long start) {
        recorded.recording().step(StepLine.of(stage, outcome, ticker.elapsed(start)));
    }

    private void done(MigrationRun run) {
        course.done(run);
        recorded.recording().migration(run);
    }

    private Optional<MigrationRun> foreseen(RunObserver.Migration migration) {
        return foreseen.flatMap(known -> known.of(migration));
    }

    /** What was not begun stands in the record as it was tried or planned; the difference is the real one, if there is one. */
    private void writeDown() {
        Foreseen known = foreseen.orElseGet(() -> Foreseen.in(course));
        known.without(course.done()).forEach(recorded.recording()::foreseen);
        course.changed()
                .or(() -> foreseen.isPresent()
                        ? Optional.empty()
                        : course.report().map(report -> report.diff()))
                .ifPresent(recorded.recording()::schemaDiff);
    }

    private RunResult result(Stop stop) {
        Optional<String> held = course.migrated().flatMap(Migrated::held).map(GateDecision.Closed::message);
        if (stop.outcome().isEmpty()) {
            return held.<RunResult>map(why -> new HeldBack(why, account(new Outcome(false, Optional.empty(), why, ""))))
                    .orElseGet(() -> new Done(account(Outcome.success())));
        }
        Stage stage = stop.stage().orElseThrow();
        Account account = account(outcome(stage, stop));
        return stop.outcome().get() instanceof Refused refused
                ? new RunResult.Refused(stage, refused, account)
                : new RunResult.Failed(stage, (Failed) stop.outcome().get(), stop.rollBack(), account);
    }

    private static Outcome outcome(Stage stage, Stop stop) {
        StepRun line = StepLine.of(stage, stop.outcome().orElseThrow(), Duration.ZERO);
        Optional<String> sqlState =
                cause(stop).flatMap(cause -> cause instanceof MigrationException it ? it.sqlState() : Optional.empty());
        String rolledBack = stop.rollBack()
                .filter(outcome -> outcome instanceof StepOutcome.Passed)
                .map(passed -> "; what the run applied was taken back")
                .orElse("");
        return new Outcome(false, sqlState, stage.word() + ": " + line.message() + rolledBack, line.next());
    }

    private static Optional<HoldfastException> cause(Stop stop) {
        return stop.outcome()
                .flatMap(outcome -> outcome.fold(
                        passed -> Optional.empty(), skipped -> Optional.empty(), Refused::cause, Failed::cause));
    }

    private Account account(Outcome outcome) {
        RecordedRun.Ended ended = recorded.end(outcome);
        return new Account(ended.record(), ended.kept(), course.rehearsal());
    }
}
