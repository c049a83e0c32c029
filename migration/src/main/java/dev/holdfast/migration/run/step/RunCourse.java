package dev.holdfast.migration.run.step;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.record.RunRecording;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.run.step.MigrationWork.Migrated;
import dev.holdfast.migration.snapshot.SchemaDiff;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a run has come: what its steps found, for those that follow and for its record. Not thread-safe. */
public final class RunCourse {
    private final MigrationWork work;
    private final Clock clock;
    private final RunRecording recording;
    private final RunObserver observer;
    private final List<MigrationRun> done = new ArrayList<>();
    private final Map<String, List<Finding>> findings = new HashMap<>();
    private final Map<String, UndoRun> undos = new HashMap<>();
    private @Nullable RehearsalPlan plan;
    private @Nullable RehearsalResult rehearsal;
    private @Nullable Migrated migrated;
    private @Nullable SchemaDiff changed;

    /**
     * A run that begins.
     *
     * @param work what it works on
     * @param clock the time
     * @param recording what goes into its record
     * @param observer writes down what is applied
     */
    public RunCourse(MigrationWork work, Clock clock, RunRecording recording, RunObserver observer) {
        this.work = work;
        this.observer = observer;
        this.clock = clock;
        this.recording = recording;
    }

    /**
     * The database and its migrations.
     *
     * @return what the run works on
     */
    public MigrationWork work() {
        return work;
    }

    /**
     * The time.
     *
     * @return the run's clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * The run's record while it is made, for decisions; steps, migrations and the end are written by the run itself.
     *
     * @return the recording
     */
    public RunRecording recording() {
        return recording;
    }

    /**
     * Who has to be told of migrations that are applied.
     *
     * @return the observer that writes them down, and passes them on to the host's
     */
    public RunObserver observer() {
        return observer;
    }

    /**
     * Leaves what was done with a migration.
     *
     * @param run what was done
     */
    public void done(MigrationRun run) {
        done.add(run);
    }

    /**
     * What was done with migrations so far, also in a run that is failing.
     *
     * @return those that were begun, in order
     */
    public List<MigrationRun> done() {
        return List.copyOf(done);
    }

    /**
     * What is pending as the run began, read when it is first asked for.
     *
     * @return the plan
     */
    public RehearsalPlan plan() {
        RehearsalPlan known = plan;
        if (known == null) {
            known = work.plan();
            plan = known;
        }
        return known;
    }

    /**
     * Whether what is pending was asked for yet.
     *
     * @return false when the run ended before
     */
    public boolean isPlanned() {
        return plan != null;
    }

    /**
     * Whether nothing is pending.
     *
     * @return true when there is nothing to apply
     */
    public boolean isNothingPending() {
        return plan().migrations().isEmpty();
    }

    /**
     * Leaves what was found in a pending migration.
     *
     * @param candidate the migration
     * @param finding what was found
     */
    public void found(Candidate candidate, Finding finding) {
        findings.computeIfAbsent(candidate.title(), title -> new ArrayList<>()).add(finding);
    }

    /**
     * What was found in a pending migration.
     *
     * @param candidate the migration
     * @return the findings, in order
     */
    public List<Finding> findings(Candidate candidate) {
        return List.copyOf(findings.getOrDefault(candidate.title(), List.of()));
    }

    /**
     * Leaves what is known of a pending migration's undo.
     *
     * @param candidate the migration
     * @param undo what is known
     */
    public void known(Candidate candidate, UndoRun undo) {
        undos.put(candidate.title(), undo);
    }

    /**
     * What is known of a pending migration's undo, beside what its rehearsal showed.
     *
     * @param candidate the migration
     * @return empty when nobody looked
     */
    public Optional<UndoRun> undo(Candidate candidate) {
        return Optional.ofNullable(undos.get(candidate.title()));
    }

    /**
     * Leaves what came of a rehearsal.
     *
     * @param result what came of it
     */
    public void rehearsed(RehearsalResult result) {
        rehearsal = result;
    }

    /**
     * What came of the rehearsal.
     *
     * @return empty when there was none
     */
    public Optional<RehearsalResult> rehearsal() {
        return Optional.ofNullable(rehearsal);
    }

    /**
     * The report of a rehearsal in which everything ran.
     *
     * @return empty when there was none, or it did not come to its end
     */
    public Optional<RehearsalReport> report() {
        return rehearsal instanceof RehearsalResult.Rehearsed it ? Optional.of(it.report()) : Optional.empty();
    }

    /**
     * Leaves what was applied.
     *
     * @param done what was applied, and held back
     */
    public void migrated(Migrated done) {
        migrated = done;
    }

    /**
     * What was applied.
     *
     * @return empty when the step that applies did not come to its end
     */
    public Optional<Migrated> migrated() {
        return Optional.ofNullable(migrated);
    }

    /**
     * Leaves what the run changed in the catalog.
     *
     * @param difference the catalog before and after
     */
    public void changed(SchemaDiff difference) {
        changed = difference;
    }

    /**
     * What the run changed in the catalog.
     *
     * @return empty when that was not looked at
     */
    public Optional<SchemaDiff> changed() {
        return Optional.ofNullable(changed);
    }
}
