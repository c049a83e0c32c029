package dev.holdfast.migration.run.step;

import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.run.step.StepOutcome.Failed;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import dev.holdfast.migration.snapshot.SchemaDiff;
import java.util.List;
import java.util.Optional;

/** Holds what the run changed against what its rehearsal changed, object by object. */
record ConfirmStep() implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        Optional<RehearsalReport> report = course.report();
        Optional<SchemaDiff> real = course.changed();
        if (report.isEmpty() || real.isEmpty()) {
            return new Skipped("nothing was rehearsed");
        }
        if (course.migrated().flatMap(MigrationWork.Migrated::held).isPresent()) {
            return new Skipped("less was applied than was rehearsed: the gate held the rest back");
        }
        List<String> differences = report.get().confirm(real.get()).differences();
        return differences.isEmpty()
                ? new Passed("the catalog changed as rehearsed")
                : new Failed(
                        "the catalog must change as it was rehearsed, but " + differences.size() + " differs",
                        "look at what is listed: something was changed between the rehearsal and the run",
                        differences,
                        Optional.empty());
    }
}
