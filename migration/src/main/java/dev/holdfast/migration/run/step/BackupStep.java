package dev.holdfast.migration.run.step;

import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requires backup tables that hold what was taken.
 *
 * @param backups where they are
 * @param ids their numbers
 */
record BackupStep(Backups backups, List<Long> ids) implements RunStep {
    BackupStep {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("ids must name one or more backups, got none");
        }
    }

    @Override
    public StepOutcome take(RunCourse course) {
        List<String> lines = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (long id : ids) {
            String line = backups.verify(id)
                    .fold(
                            verified -> "backup " + id + " holds its " + verified.rows() + " rows",
                            differs -> fault(
                                    wrong,
                                    "backup " + id + " must hold " + differs.expectedRows()
                                            + " rows as they were taken, found " + differs.foundRows() + " or others"),
                            missing -> fault(wrong, "backup " + id + " is not there"));
            lines.add(line);
        }
        return wrong.isEmpty()
                ? new Passed(ids.size() + " verified", lines)
                : new Refused(
                        "every backup must hold what was taken, but " + wrong.size() + " of " + ids.size()
                                + " does not",
                        "take the backups anew",
                        lines,
                        Optional.empty());
    }

    private static String fault(List<String> wrong, String line) {
        wrong.add(line);
        return line;
    }
}
