package dev.holdfast.migration.run.step;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.run.step.MigrationWork.Migrated;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import java.util.List;
import java.util.Optional;

/** Applies what is pending. Where it was rehearsed, looks at the catalog right before and right after. */
record MigrateStep() implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        MigrationWork work = course.work();
        Optional<SchemaSnapshot> before = course.report().map(report -> work.catalog());
        RunObserver observer = course.observer();
        Migrated done = work.migrate(observer);
        course.migrated(done);
        before.ifPresent(it -> course.changed(it.diff(work.catalog())));
        List<String> held =
                done.held().map(GateDecision.Closed::message).map(List::of).orElse(List.of());
        return !held.isEmpty() && done.applied().isEmpty()
                ? new Refused(held.get(0), "")
                : new Passed(done.applied().size() + " applied", held);
    }
}
