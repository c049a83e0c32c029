package dev.holdfast.migration.report;

import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.statement.effect.LockMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a reader wants to know before anything else: how it ended, how much there was, what needs a look. */
final class Overview {
    private final RunRecord run;
    private final List<Point> points = new ArrayList<>();

    Overview(RunRecord run) {
        this.run = run;
        for (int i = 0; i < run.migrations().size(); i++) {
            collect(run.migrations().get(i), i + 1);
        }
        // Graver ones first, each kind in the order of the run.
        points.sort(Comparator.comparing(Point::weight).reversed());
    }

    /**
     * Something that needs a look.
     *
     * @param weight 2 for a failure of the run, 1 for another error, 0 for what should be checked
     * @param migration the number of its migration in the record, from 1
     * @param where the migration and the line
     * @param text what it is
     */
    record Point(int weight, int migration, String where, String text) {
        boolean grave() {
            return weight > 0;
        }
    }

    /** A fact and its name. */
    record Fact(String name, String value) {}

    List<Point> points() {
        return points;
    }

    /** How it ended in one word, or two. */
    String verdict() {
        if (!run.outcome().succeeded()) {
            return isRefused() ? "Refused" : wasHeldBack() ? "Held back" : "Failed";
        }
        return points.isEmpty()
                ? "Succeeded"
                : "Succeeded, with " + Shown.count(points.size(), "point") + " to look at";
    }

    /** The heading: what ran, where, and how it ended. */
    String title() {
        String where = run.place().database();
        if (!run.outcome().succeeded()) {
            String how = isRefused() ? " was refused" : wasHeldBack() ? " was held back" : " failed" + failedAt();
            return doing() + " " + where + how;
        }
        long count = run.migrations().size();
        if (count == 0) {
            return "Nothing to do on " + where;
        }
        return switch (run.kind()) {
            case MIGRATE -> Shown.count(count, "migration") + " applied to " + where;
            case PLAN -> Shown.count(count, "migration") + " would be applied to " + where;
            case REHEARSE -> Shown.count(count, "migration") + " rehearsed on " + where;
            case ROLLBACK -> Shown.count(count, "migration") + " undone on " + where;
            case MARK_AS_RUN -> Shown.count(count, "migration") + " marked as run on " + where;
        };
    }

    /** By a step, and before anything was changed. */
    private boolean isRefused() {
        return run.steps().stream().anyMatch(step -> step.result() == StepRun.Result.REFUSED)
                && run.migrations().stream().allMatch(migration -> !failed(migration) && !wasApplied(migration));
    }

    /** No step stopped it: what was asked for was not all done, since a gate was closed. */
    private boolean wasHeldBack() {
        return !run.steps().isEmpty()
                && run.steps().stream()
                        .allMatch(step ->
                                step.result() == StepRun.Result.PASSED || step.result() == StepRun.Result.SKIPPED);
    }

    private static boolean wasApplied(MigrationRun migration) {
        return migration.result() == Result.APPLIED;
    }

    private String doing() {
        return switch (run.kind()) {
            case MIGRATE -> "Migrating";
            case PLAN -> "Planning for";
            case REHEARSE -> "Rehearsing on";
            case ROLLBACK -> "Rolling back";
            case MARK_AS_RUN -> "Marking as run on";
        };
    }

    private String failedAt() {
        return run.migrations().stream()
                .filter(Overview::failed)
                .findFirst()
                .map(migration -> " at " + Shown.name(migration))
                .orElse("");
    }

    /** Where and when it ran. */
    List<Fact> place() {
        return List.of(
                new Fact("Database", run.place().database()),
                new Fact("PostgreSQL", run.place().serverVersion()),
                new Fact("Role", run.place().role()),
                new Fact("Run by", run.place().application()),
                new Fact("Began", Shown.instant(run.startedAt())),
                new Fact("Took", Shown.took(run)));
    }

    /** How much there was. */
    List<Fact> sums() {
        List<Fact> facts = new ArrayList<>();
        for (Result result : Result.values()) {
            long count = count(migration -> migration.result() == result);
            if (count > 0) {
                facts.add(new Fact("migrations " + Shown.constant(result), Shown.number(count)));
            }
        }
        List<StatementRun> statements = run.migrations().stream()
                .flatMap(migration -> migration.statements().stream())
                .toList();
        facts.add(new Fact("statements", Shown.number(statements.size())));
        facts.add(new Fact("longest statement", longest(statements)));
        facts.add(new Fact("strongest lock", strongest(statements)));
        facts.add(new Fact(
                "rows written",
                Shown.number(statements.stream()
                        .mapToLong(statement -> Math.max(0, statement.rows()))
                        .sum())));
        facts.add(new Fact(
                "tables rewritten",
                Shown.number(statements.stream()
                        .flatMap(statement -> statement.rewritten().stream())
                        .distinct()
                        .count())));
        facts.add(new Fact("undo proven exact", undoSum()));
        facts.add(new Fact("lint findings", findingSum()));
        return facts;
    }

    private static String longest(List<StatementRun> statements) {
        return statements.stream()
                .max(Comparator.comparing(StatementRun::took))
                .map(statement -> Shown.duration(statement.took()))
                .orElse("–");
    }

    private static String strongest(List<StatementRun> statements) {
        Optional<LockMode> mode = statements.stream()
                .flatMap(statement -> SeenLock.strongest(locks(statement)).stream())
                .max(Comparator.naturalOrder());
        return mode.map(SeenLock::name).orElse("none seen");
    }

    private String undoSum() {
        long exact = count(migration -> migration
                .undo()
                .filter(undo -> UndoVerdict.of(undo) == UndoVerdict.EXACT)
                .isPresent());
        return Shown.number(exact) + " of " + Shown.number(run.migrations().size());
    }

    private String findingSum() {
        long standing = run.migrations().stream()
                .flatMap(migration -> migration.findings().stream())
                .filter(Overview::stands)
                .count();
        long all = run.migrations().stream()
                .mapToLong(migration -> migration.findings().size())
                .sum();
        return all == standing
                ? Shown.number(all)
                : Shown.number(all) + " (" + Shown.number(all - standing) + " silenced)";
    }

    private long count(Predicate<MigrationRun> which) {
        return run.migrations().stream().filter(which).count();
    }

    private void collect(MigrationRun migration, int number) {
        String where = Shown.name(migration);
        if (failed(migration)) {
            points.add(new Point(2, number, where, Shown.constant(migration.result())));
        }
        for (StatementRun statement : migration.statements()) {
            if (!statement.mismatch().isEmpty()) {
                String text = "prediction and observation differ: " + statement.mismatch();
                points.add(new Point(0, number, where + ", line " + statement.line(), text));
            }
        }
        migration.undo().ifPresent(undo -> collect(undo, number, where));
        for (Finding finding : migration.findings()) {
            if (stands(finding)) {
                String text = finding.severity() + ": " + finding.message();
                points.add(new Point(0, number, where + ", line " + finding.line(), text));
            }
        }
    }

    private void collect(UndoRun undo, int number, String where) {
        UndoVerdict verdict = UndoVerdict.of(undo);
        if (verdict.needsALook()) {
            points.add(new Point(
                    verdict.isWrong() ? 1 : 0, number, where, "undo " + undo.verdict() + ": " + verdict.text()));
        }
    }

    static boolean failed(MigrationRun migration) {
        return migration.result() == Result.FAILED || migration.result() == Result.INTERRUPTED;
    }

    static boolean stands(Finding finding) {
        return finding.silencedBecause().isEmpty();
    }

    /** What was seen, or, where nothing ran, what is to be expected. */
    static List<String> locks(StatementRun statement) {
        return statement.locks().isEmpty() ? statement.expectedLocks() : statement.locks();
    }
}
