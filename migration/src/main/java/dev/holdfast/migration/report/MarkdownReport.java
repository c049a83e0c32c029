package dev.holdfast.migration.report;

import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.report.Overview.Fact;
import dev.holdfast.migration.report.Overview.Point;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The record as Markdown, in the order of the page. */
final class MarkdownReport {
    private final RunRecord run;
    private final Optional<Kept> kept;
    private final Overview overview;
    private final MarkdownText out = new MarkdownText();

    MarkdownReport(RunRecord run, Optional<Kept> kept) {
        this.run = run;
        this.kept = kept;
        this.overview = new Overview(run);
    }

    String text() {
        out.heading(1, overview.title());
        out.raw("**").text(overview.verdict()).raw("**").paragraph();
        outcome();
        facts("Where", overview.place());
        facts("In numbers", overview.sums());
        points();
        steps();
        decisions();
        timeline();
        if (!run.migrations().isEmpty()) {
            out.heading(2, "Migrations");
            run.migrations().forEach(this::migration);
        }
        schema();
        origin();
        return out.toString();
    }

    private void outcome() {
        if (!run.outcome().message().isEmpty()) {
            String state = run.outcome()
                    .sqlState()
                    .map(code -> " (SQLSTATE " + code + ")")
                    .orElse("");
            out.raw("> ").text(run.outcome().message() + state).paragraph();
        }
        if (!run.outcome().next().isEmpty()) {
            out.raw("**Next step:** ").text(run.outcome().next()).paragraph();
        }
    }

    private void facts(String name, List<Fact> facts) {
        out.head(List.of(name, ""));
        facts.forEach(fact -> out.row(List.of(fact.name(), fact.value())));
        out.paragraph();
    }

    private void points() {
        if (overview.points().isEmpty()) {
            return;
        }
        out.heading(2, "To look at");
        for (Point point : overview.points()) {
            out.raw(point.grave() ? "- **error** " : "- check ");
            out.text(point.where() + " – " + point.text()).raw("\n");
        }
        out.raw("\n");
    }

    private void steps() {
        if (run.steps().isEmpty()) {
            return;
        }
        out.heading(2, "Steps").head(List.of("Step", "Result", "Took", "What"));
        for (StepRun it : run.steps()) {
            String found = it.details().isEmpty() ? "" : ": " + String.join("; ", it.details());
            out.row(List.of(it.name(), Shown.constant(it.result()), Shown.duration(it.took()), it.message() + found));
        }
        out.paragraph();
    }

    private void decisions() {
        if (run.decisions().isEmpty()) {
            return;
        }
        out.heading(2, "Decisions").head(List.of("What", "By", "Because", "When"));
        for (Decision it : run.decisions()) {
            out.row(List.of(it.what(), it.by(), it.because(), Shown.instant(it.at())));
        }
        out.paragraph();
    }

    private void timeline() {
        if (run.migrations().isEmpty()) {
            return;
        }
        out.heading(2, "Timeline")
                .head(List.of("Migration", "Result", "Began after", "Took", "Attempts", "Strongest lock"));
        Duration next = Duration.ZERO;
        for (MigrationRun it : run.migrations()) {
            Duration start = it.startedAfter().orElse(next);
            next = start.plus(it.took());
            out.row(List.of(
                    Shown.name(it) + " " + it.description(),
                    Shown.constant(it.result()),
                    Shown.duration(start),
                    Shown.duration(it.took()),
                    Shown.number(it.attempts()),
                    SeenLock.strongestOf(it).map(SeenLock::name).orElse("")));
        }
        out.paragraph();
    }

    private void migration(MigrationRun migration) {
        out.heading(3, Shown.name(migration) + " · " + migration.description());
        out.text(migration.script() + ", SHA-256 " + migration.sha256()).paragraph();
        if (!migration.statements().isEmpty()) {
            out.head(List.of("No.", "Line", "Command", "Took", "Locks", "Keeps waiting", "Rows", "Notes"));
            migration.statements().forEach(this::statement);
            out.paragraph();
        }
        migration.undo().ifPresent(this::undo);
        migration.findings().forEach(this::finding);
        if (!migration.findings().isEmpty()) {
            out.raw("\n");
        }
    }

    private void statement(StatementRun it) {
        List<String> locks = Overview.locks(it);
        String seen = locks.stream()
                .map(SeenLock::of)
                .map(lock -> lock.relation()
                        + lock.mode().map(mode -> " " + SeenLock.name(mode)).orElse(""))
                .collect(Collectors.joining(", "));
        out.row(List.of(
                Integer.toString(it.number()),
                Integer.toString(it.line()),
                it.command(),
                Shown.duration(it.took()),
                seen,
                SeenLock.strongest(locks)
                        .map(mode -> SeenLock.blocked(SeenLock.level(mode)))
                        .orElse(""),
                it.rows() < 0 ? "" : Shown.number(it.rows()),
                notes(it)));
    }

    private static String notes(StatementRun it) {
        boolean seen = !it.locks().isEmpty();
        boolean otherLocks =
                seen && !it.expectedLocks().isEmpty() && !it.locks().equals(it.expectedLocks());
        return Stream.of(
                        note("FAILED: ", it.failure()),
                        note("rewrites ", String.join(", ", it.rewritten())),
                        note("reads all of ", String.join(", ", it.scanned())),
                        note("not as predicted: ", it.mismatch()),
                        otherLocks ? "expected " + String.join(", ", it.expectedLocks()) : "",
                        seen || it.expectedLocks().isEmpty() ? "" : "locks expected, not seen")
                .filter(note -> !note.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String note(String label, String text) {
        return text.isEmpty() ? "" : label + text;
    }

    private void undo(UndoRun undo) {
        out.raw("**Undo ")
                .text(undo.verdict())
                .raw(":** ")
                .text(UndoVerdict.of(undo).text());
        out.text(undo.script().isEmpty() ? "" : " (" + undo.script() + ")").paragraph();
        if (!undo.differences().isEmpty()) {
            out.diff(undo.differences());
        }
    }

    private void finding(Finding it) {
        out.raw("- **").text(it.severity()).raw("** ").text(it.rule() + ", line " + it.line() + ": " + it.message());
        out.text(". Instead: " + it.advice());
        out.text(Overview.stands(it) ? "" : ". Silenced because: " + it.silencedBecause())
                .raw("\n");
    }

    private void schema() {
        out.heading(2, "Schema before and after");
        if (run.schemaDiff().isEmpty()) {
            out.text("No difference was taken, or there is none.").paragraph();
        } else {
            out.diff(run.schemaDiff());
        }
    }

    private void origin() {
        out.heading(2, "Origin").text("Run " + run.id());
        kept.ifPresent(it -> out.text(
                ", record " + it.sequence() + " of its ledger, SHA-256 " + it.hash() + ", after " + it.previous()));
        out.raw("\n");
    }
}
