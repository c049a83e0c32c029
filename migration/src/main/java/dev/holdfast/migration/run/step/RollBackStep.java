package dev.holdfast.migration.run.step;

import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoTerms.Allowance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes back what this run applied, newest first, as long as it is the newest.
 *
 * @param decided who decided it beforehand, and why
 */
record RollBackStep(Allowance decided) implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        Set<String> versions = course.done().stream()
                .filter(one -> one.result() == Result.APPLIED && course.work().isOfHost(one.source()))
                .map(MigrationRun::version)
                .filter(version -> !version.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (versions.isEmpty()) {
            return new Skipped("nothing with a version was applied to the host");
        }
        course.recording()
                .decision("take back what a failed run applied: " + versions, decided.by(), decided.because());
        RollbackResult result = course.work().rollBack(versions);
        result.runs().forEach(course.recording()::migration);
        List<String> undone = result.runs().stream()
                .map(MigrationRun::version)
                .map("taken back: "::concat)
                .toList();
        return result.stopped().isEmpty() && undone.size() == versions.size()
                ? new Passed(undone.size() + " taken back", undone)
                : new Refused(
                        result.stopped()
                                .map(it -> it.message())
                                .orElse("what this run applied must be the newest to be taken back, but something"
                                        + " came after it"),
                        "take them back by hand, or correct what failed and go on",
                        undone,
                        Optional.empty());
    }
}
