package dev.holdfast.migration.run.step;

import dev.holdfast.core.Require;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import dev.holdfast.migration.undo.UndoTerms.Allowance;
import dev.holdfast.migration.verify.Expectation;
import java.util.List;

/**
 * One step of a run; the host may implement it, also in the place of a ready one.
 *
 * <p>Called on the thread of the run, outside of any transaction and without the migrator's lock. What it throws ends the
 * run, after the run's record is kept: a {@link dev.holdfast.migration.apply.MigrationException} as a step that refused or
 * failed, anything else is thrown on.
 */
@FunctionalInterface
public interface RunStep {
    /**
     * Does what the step is for.
     *
     * @param course how far the run has come; the step leaves there what later ones need
     * @return whether the run may go on
     */
    StepOutcome take(RunCourse course);

    /**
     * No step.
     *
     * @param why it is left out, for the record
     * @return a step that is skipped
     */
    static RunStep none(String why) {
        Require.text("why", why, 500);
        return course -> new Skipped(why);
    }

    /**
     * Looks for what would block, break, mislead or expose. Findings go into the record; those of a category that the
     * policy fails refuse the run.
     *
     * @param policy which rules, and what refuses
     * @return the step
     * @throws IllegalArgumentException when the policy ignores a rule that does not exist
     */
    static RunStep lint(LintPolicy policy) {
        return LintStep.by(policy);
    }

    /**
     * Reads what is pending, statement by statement. Statements that nobody can judge are told, and refuse nothing here:
     * a rehearsal does.
     *
     * @return the step
     */
    static RunStep plan() {
        return new PlanStep();
    }

    /**
     * Tries what is pending where it leaves nothing.
     *
     * @param mode where
     * @param policy what the rehearsal insists on
     * @return the step
     */
    static RunStep rehearse(RehearsalMode mode, RehearsalPolicy policy) {
        return new RehearseStep(mode, policy);
    }

    /**
     * Requires of each pending migration of the host that its undo was shown to be exact: by proofs that are known, and by
     * those that this run's rehearsal in a copy made, which are kept.
     *
     * @return the step
     */
    static RunStep requireProof() {
        return new ProofStep(false);
    }

    /**
     * The same, and where no rehearsal in a copy did, tries the undos: in a transaction that takes the migrations' locks and reads every row twice, so
     * for a copy or a database at rest.
     *
     * @return the step
     */
    static RunStep proveUndo() {
        return new ProofStep(true);
    }

    /**
     * Requires verified backup tables: each is read whole and held against its catalogue.
     *
     * @param backups where they are
     * @param ids their numbers in the catalogue, at least one
     * @return the step, for the place of the backup
     */
    static RunStep verifiedBackup(Backups backups, Long... ids) {
        return new BackupStep(backups, List.of(ids));
    }

    /**
     * Looks ahead through the gate. A run of which nothing may be applied now is refused; one of which something may
     * goes on, and ends before the first migration that is held back.
     *
     * @return the step
     */
    static RunStep gate() {
        return new GateStep();
    }

    /**
     * Applies what is pending.
     *
     * @return the step
     */
    static RunStep migrate() {
        return new MigrateStep();
    }

    /**
     * Holds applied scripts against those at hand by their checksums, runs the verify scripts, and looks at what is
     * expected.
     *
     * @param expectations what must hold
     * @return the step
     */
    static RunStep verify(List<Expectation> expectations) {
        return new VerifyStep(List.copyOf(expectations));
    }

    /**
     * Holds what the run changed in the catalog against what its rehearsal changed.
     *
     * @return the step; skipped when nothing was rehearsed or something was held back
     */
    static RunStep confirm() {
        return new ConfirmStep();
    }

    /**
     * After a failure, takes back what this run has applied of the host's migrations, on the undo terms of the
     * migrations: what is not proven, or would lose rows, stays.
     *
     * @param by who decided it, at most 200 characters
     * @param because why, at most 1000 characters
     * @return the step
     */
    static RunStep rollBack(String by, String because) {
        return new RollBackStep(new Allowance(by, because));
    }
}
