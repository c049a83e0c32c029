package dev.holdfast.migration.run;

import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.record.StepRun.Result;
import dev.holdfast.migration.run.step.StepOutcome;
import java.time.Duration;
import java.util.List;

/** Says in a record what came of a step. */
final class StepLine {
    private StepLine() {}

    static StepRun of(Stage stage, StepOutcome outcome, Duration took) {
        return outcome.fold(
                passed -> new StepRun(stage.word(), Result.PASSED, passed.note(), "", passed.details(), took),
                skipped -> new StepRun(stage.word(), Result.SKIPPED, skipped.why(), "", List.of(), took),
                refused -> new StepRun(
                        stage.word(), Result.REFUSED, refused.why(), refused.next(), refused.details(), took),
                failed ->
                        new StepRun(stage.word(), Result.FAILED, failed.why(), failed.next(), failed.details(), took));
    }
}
