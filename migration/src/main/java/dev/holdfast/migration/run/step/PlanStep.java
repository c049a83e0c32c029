package dev.holdfast.migration.run.step;

import dev.holdfast.migration.run.step.StepOutcome.Passed;
import java.util.List;

/** Reads what is pending. */
record PlanStep() implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        int count = course.plan().migrations().size();
        List<String> unknowns = course.plan().unknowns();
        return new Passed(
                count + " pending" + (unknowns.isEmpty() ? "" : ", " + unknowns.size() + " not understood"), unknowns);
    }
}
