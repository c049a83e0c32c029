package dev.holdfast.migration.run.step;

import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import java.util.List;
import java.util.Optional;

/** Looks ahead through the gate, which is asked again right before each migration. */
record GateStep() implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        List<PlannedMigration> pending = course.plan().migrations();
        for (int i = 0; i < pending.size(); i++) {
            Optional<String> closed = closed(course, pending.get(i));
            if (closed.isPresent()) {
                return i == 0
                        ? new Refused(closed.get(), "")
                        : new Passed(i + " may be applied, then it closes", List.of(closed.get()));
            }
        }
        return pending.isEmpty() ? new Skipped("nothing is pending") : new Passed("open");
    }

    private static Optional<String> closed(RunCourse course, PlannedMigration migration) {
        return migration
                .candidate()
                .up()
                .map(course.work().gate()::check)
                .flatMap(decision -> decision.fold(open -> Optional.empty(), GateStep::message));
    }

    private static Optional<String> message(GateDecision.Closed closed) {
        return Optional.of(closed.message());
    }
}
