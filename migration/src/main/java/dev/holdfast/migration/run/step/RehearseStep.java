package dev.holdfast.migration.run.step;

import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.run.step.StepOutcome.Failed;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import java.util.List;
import java.util.Optional;

/**
 * Rehearses what is pending.
 *
 * @param mode where
 * @param policy what it insists on
 */
record RehearseStep(RehearsalMode mode, RehearsalPolicy policy) implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        if (course.isNothingPending()) {
            return new Skipped("nothing is pending");
        }
        RehearsalResult result = course.work().rehearse(mode, policy, course.clock());
        course.rehearsed(result);
        return result.fold(
                done -> {
                    note(course, done.report());
                    return passed(done.report());
                },
                refused -> new Refused(refused.message(), ""),
                failed -> {
                    note(course, failed.report());
                    return new Failed(
                            failed.at().migration().title() + " statement "
                                    + failed.at().statement() + " (line "
                                    + failed.at().line() + "): " + failed.message()
                                    + (failed.sqlState().isEmpty() ? "" : " [SQLSTATE " + failed.sqlState() + "]"),
                            "correct the script and rehearse again",
                            List.of(),
                            Optional.empty());
                });
    }

    private static void note(RunCourse course, RehearsalReport report) {
        report.decisions().forEach(one -> course.recording().decision(one.what(), one.by(), one.because()));
    }

    private static Passed passed(RehearsalReport report) {
        List<String> mismatches = report.mismatches();
        return new Passed(
                report.migrations().size() + " rehearsed in "
                        + report.span().place().database()
                        + (mismatches.isEmpty() ? "" : ", " + mismatches.size() + " foretold otherwise"),
                mismatches);
    }
}
