package dev.holdfast.migration.run.step;

import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import dev.holdfast.migration.undo.ProvingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requires proofs of what is pending: those that this run's rehearsal in a copy has made, which are kept for a later undo,
 * and those that are known.
 *
 * @param isTrying whether the undos are tried here, when no rehearsal has done it
 */
record ProofStep(boolean isTrying) implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        // A repeatable migration has no state before it that an undo could go back to; modules are proven by their
        // tests.
        List<Candidate> wanted = course.plan().migrations().stream()
                .map(PlannedMigration::candidate)
                .filter(candidate -> course.work().isOfHost(candidate.source())
                        && !candidate.version().isEmpty())
                .toList();
        if (wanted.isEmpty()) {
            return new Skipped("no migration of the host with a version is pending");
        }
        List<String> missing = new ArrayList<>();
        List<UndoProof> rehearsed = rehearsed(course);
        if (!rehearsed.isEmpty()) {
            course.work().keep(rehearsed);
        } else if (isTrying) {
            ProvingResult result = course.work().proveUndo(course.clock());
            result.stopped().ifPresent(why -> missing.add("stopped: " + why));
        }
        wanted.forEach(candidate -> lack(course, candidate).ifPresent(missing::add));
        return missing.isEmpty()
                ? new Passed(wanted.size() + " proven")
                : new Refused(
                        "every undo must be proven before its migration is applied, but " + missing.size() + " of "
                                + wanted.size() + " is not",
                        isTrying
                                ? "correct the undo scripts, or run without the proof"
                                : "rehearse in a copy, or prove them on a database at rest (proveUndo), or correct the undo scripts",
                        missing,
                        Optional.empty());
    }

    /** What this run's rehearsal in a copy has shown, also of undos that refuse a transaction. */
    private static List<UndoProof> rehearsed(RunCourse course) {
        return course.report().stream()
                .flatMap(report -> report.migrations().stream())
                .filter(migration ->
                        course.work().isOfHost(migration.candidate().source()))
                .flatMap(migration -> migration.attempt().stream())
                .flatMap(attempt -> attempt.proof().stream())
                .toList();
    }

    private static Optional<String> lack(RunCourse course, Candidate candidate) {
        Optional<UndoPair> pair =
                candidate.up().map(up -> new UndoPair(up, candidate.local().undo()));
        Optional<UndoProof> proof = pair.flatMap(it -> course.work().proofs().find(it.upSha256(), it.downSha256()));
        proof.ifPresent(it -> course.known(
                candidate,
                new UndoRun(
                        it.scripts().down(), it.verdict().word(), it.verdict().lines())));
        if (proof.filter(it -> it.verdict().isProven()).isPresent()) {
            return Optional.empty();
        }
        String why = pair.isEmpty() ? "a class has no text to prove" : "no proof is known";
        return Optional.of(candidate.title() + ": "
                + proof.map(it -> "its undo is '" + it.verdict().word() + "'").orElse(why));
    }
}
