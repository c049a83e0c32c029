package dev.holdfast.migration.run;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.apply.RunObserver.Migration;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.rehearse.RehearsalRecords;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.result.RehearsalReport.Span;
import dev.holdfast.migration.run.step.RunCourse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of each pending migration before it is applied: its plan, its rehearsal, its findings, its undo. */
final class Foreseen {
    private final List<MigrationRun> runs;

    private Foreseen(List<MigrationRun> runs) {
        this.runs = runs;
    }

    /** What the steps so far have found; nothing when none has asked what is pending. */
    static Foreseen in(RunCourse course) {
        if (!course.isPlanned()) {
            return new Foreseen(List.of());
        }
        Instant now = course.clock().instant();
        Span nowhere = new Span(new Place("", "", "", ""), now, now);
        RehearsalRecords records = new RehearsalRecords(Uuid7.of(course.clock()), course::findings);
        List<MigrationRun> planned = records.of(course.plan(), nowhere).migrations();
        Foreseen rehearsed = new Foreseen(course.rehearsal()
                .map(result -> records.of(result, nowhere).migrations())
                .orElse(List.of()));
        List<MigrationRun> all = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            PlannedMigration migration = course.plan().migrations().get(i);
            MigrationRun run = rehearsed.of(planned.get(i)).orElse(planned.get(i));
            all.add(run.undo().isPresent() ? run : withUndo(run, course, migration));
        }
        return new Foreseen(all);
    }

    /** What is known of a migration that begins. */
    Optional<MigrationRun> of(Migration migration) {
        return find(migration.source(), migration.version(), migration.script());
    }

    /** Those of which nothing was begun. */
    List<MigrationRun> without(List<MigrationRun> begun) {
        Foreseen done = new Foreseen(begun);
        return runs.stream().filter(run -> done.of(run).isEmpty()).toList();
    }

    private Optional<MigrationRun> of(MigrationRun run) {
        return find(run.source(), run.version(), run.script());
    }

    private Optional<MigrationRun> find(String source, String version, String script) {
        return runs.stream()
                .filter(run -> run.source().equals(source)
                        && run.version().equals(version)
                        && run.script().equals(script))
                .findFirst();
    }

    private static MigrationRun withUndo(MigrationRun run, RunCourse course, PlannedMigration migration) {
        return new MigrationRun(
                run.source(),
                run.version(),
                run.description(),
                run.script(),
                run.sha256(),
                run.result(),
                run.took(),
                run.attempts(),
                run.statements(),
                course.undo(migration.candidate()),
                run.findings());
    }
}
