package dev.holdfast.migration.run.step;

import dev.holdfast.migration.run.step.StepOutcome.Failed;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.util.List;
import java.util.Optional;

/**
 * Verifies what is applied.
 *
 * @param expectations what must hold
 */
record VerifyStep(List<Expectation> expectations) implements RunStep {
    @Override
    public StepOutcome take(RunCourse course) {
        Verification result = course.work().verify(expectations);
        return result.passed()
                ? new Passed("everything holds" + weaker(result))
                : new Failed(
                        "everything that was verified must hold, but "
                                + result.problems().size() + " does not",
                        "look at what is listed, then correct it or take the migrations back",
                        result.problems().stream()
                                .map(one -> one.source() + " " + one.subject() + ": " + one.message())
                                .toList(),
                        Optional.empty());
    }

    private static String weaker(Verification result) {
        int count = result.crc32Only().stream()
                .mapToInt(one -> one.subjects().size())
                .sum();
        return count == 0 ? "" : ", " + count + " of the scripts as far as a CRC32 can tell";
    }
}
