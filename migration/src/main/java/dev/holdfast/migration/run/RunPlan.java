package dev.holdfast.migration.run;

import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.run.step.RunStep;
import dev.holdfast.migration.verify.Expectation;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run does: its steps, how far it goes, and where its record is kept.
 *
 * <p>A value; each {@code with} gives a new one. What belongs to the migrations themselves is theirs: the gate, the
 * observer, the ledger of proofs and the terms of an undo.
 *
 * @param steps the step of each stage
 * @param last the stage after which the run ends; those before it are taken
 * @param hostVersion the last version of the host to apply; empty for the newest
 * @param ledger where the record is kept; empty to keep none
 */
public record RunPlan(Map<Stage, RunStep> steps, Stage last, Optional<String> hostVersion, Optional<RunLedger> ledger) {
    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException when a stage has no step
     */
    public RunPlan {
        Map<Stage, RunStep> copy = new EnumMap<>(steps);
        for (Stage stage : Stage.values()) {
            if (!copy.containsKey(stage)) {
                throw new IllegalArgumentException(
                        "steps must have one for each stage, but " + stage.word() + " has none: give it RunStep.none");
            }
        }
        steps = Collections.unmodifiableMap(copy);
    }

    /**
     * Lint that tells and refuses nothing, the plan, the gate, the migrations, and their verification; no preflight, no
     * backup, no rehearsal and so nothing to confirm, no proof; after a failure it stops. So every history that works
     * goes on to work: what a rehearsal needs, a server to copy to or an allowance on the live one, nobody can guess.
     *
     * @return the default plan
     */
    public static RunPlan defaults() {
        Map<Stage, RunStep> steps = new EnumMap<>(Stage.class);
        steps.put(Stage.PREFLIGHT, RunStep.none("none was asked for"));
        steps.put(Stage.BACKUP, RunStep.none("none was asked for"));
        steps.put(Stage.LINT, RunStep.lint(LintPolicy.defaults()));
        steps.put(Stage.PLAN, RunStep.plan());
        steps.put(Stage.REHEARSE, RunStep.none("none was asked for"));
        steps.put(Stage.PROVE, RunStep.none("none was asked for"));
        steps.put(Stage.GATE, RunStep.gate());
        steps.put(Stage.MIGRATE, RunStep.migrate());
        steps.put(Stage.VERIFY, RunStep.verify(List.of()));
        steps.put(Stage.CONFIRM, RunStep.confirm());
        steps.put(Stage.ROLL_BACK, RunStep.none("none was asked for: what was applied stays"));
        return new RunPlan(steps, Stage.CONFIRM, Optional.empty(), Optional.empty());
    }

    /**
     * The same with another step, ready or the host's own.
     *
     * @param stage its place
     * @param step the step
     * @return the plan
     */
    public RunPlan with(Stage stage, RunStep step) {
        Map<Stage, RunStep> changed = new EnumMap<>(steps);
        changed.put(stage, step);
        return new RunPlan(changed, last, hostVersion, ledger);
    }

    /**
     * The same without a step.
     *
     * @param stage its place
     * @param why it is left out, for the record
     * @return the plan
     */
    public RunPlan without(Stage stage, String why) {
        return with(stage, RunStep.none(why));
    }

    /**
     * The same with another lint.
     *
     * @param policy which rules, and which categories refuse the run
     * @return the plan
     */
    public RunPlan withLint(LintPolicy policy) {
        return with(Stage.LINT, RunStep.lint(policy));
    }

    /**
     * The same with a rehearsal, which the run must confirm.
     *
     * @param mode where
     * @param policy what it insists on
     * @return the plan
     */
    public RunPlan withRehearsal(RehearsalMode mode, RehearsalPolicy policy) {
        return with(Stage.REHEARSE, RunStep.rehearse(mode, policy));
    }

    /**
     * The same, refused when the undo of a pending migration is not proven.
     *
     * @return the plan
     */
    public RunPlan requireProof() {
        return with(Stage.PROVE, RunStep.requireProof());
    }

    /**
     * The same with other expectations.
     *
     * @param expectations what must hold after the migrations
     * @return the plan
     */
    public RunPlan withExpectations(Expectation... expectations) {
        return with(Stage.VERIFY, RunStep.verify(Arrays.asList(expectations)));
    }

    /**
     * The same, taking back after a failure what the run applied, as far as its undo is proven.
     *
     * @param by who decides it, at most 200 characters
     * @param because why, at most 1000 characters
     * @return the plan
     */
    public RunPlan rollBackOnFailure(String by, String because) {
        return with(Stage.ROLL_BACK, RunStep.rollBack(by, because));
    }

    /**
     * The same up to a version.
     *
     * @param version the last version of the host to apply
     * @return the plan
     */
    public RunPlan withTarget(String version) {
        return new RunPlan(steps, last, Optional.of(version), ledger);
    }

    /**
     * The same, its record kept.
     *
     * @param kept where
     * @return the plan
     */
    public RunPlan withLedger(RunLedger kept) {
        return new RunPlan(steps, last, hostVersion, Optional.of(kept));
    }

    /**
     * The same, ending early: after {@link Stage#REHEARSE} nothing has been changed yet.
     *
     * @param stage the last stage
     * @return the plan
     */
    public RunPlan upTo(Stage stage) {
        return new RunPlan(steps, stage, hostVersion, ledger);
    }

    /** The stages that a run goes through as long as nothing stops it. */
    List<Stage> stages() {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage != Stage.ROLL_BACK && stage.compareTo(last) <= 0)
                .toList();
    }

    /** What stands at a stage. */
    RunStep step(Stage stage) {
        return Objects.requireNonNull(steps.get(stage), "every stage has a step");
    }

    /** What its record is called. */
    Kind kind() {
        if (!last.isBeforeChanges()) {
            return Kind.MIGRATE;
        }
        return last.compareTo(Stage.REHEARSE) < 0 ? Kind.PLAN : Kind.REHEARSE;
    }
}
