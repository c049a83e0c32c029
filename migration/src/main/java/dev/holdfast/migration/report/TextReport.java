package dev.holdfast.migration.report;

import dev.holdfast.core.html.VisibleText;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.report.Overview.Fact;
import dev.holdfast.migration.report.Overview.Point;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The record as plain text: what a terminal shows at the end of a run. */
final class TextReport {
    private static final int NAME_WIDTH = 44;

    private final RunRecord run;
    private final Optional<Kept> kept;
    private final Overview overview;
    private final StringBuilder out = new StringBuilder();

    TextReport(RunRecord run, Optional<Kept> kept) {
        this.run = run;
        this.kept = kept;
        this.overview = new Overview(run);
    }

    String text() {
        line(overview.title());
        line(overview.verdict());
        if (!run.outcome().message().isEmpty()) {
            line(run.outcome().message()
                    + run.outcome()
                            .sqlState()
                            .map(code -> " (SQLSTATE " + code + ")")
                            .orElse(""));
        }
        if (!run.outcome().next().isEmpty()) {
            line("Next step: " + run.outcome().next());
        }
        facts(overview.place());
        facts(overview.sums());
        steps();
        migrations();
        points();
        schema();
        out.append('\n');
        line("Run " + run.id());
        kept.ifPresent(it -> line("Record " + it.head()));
        return out.toString();
    }

    private void facts(List<Fact> facts) {
        out.append('\n');
        facts.forEach(fact -> columns(fact.name(), 20, fact.value()));
    }

    private void steps() {
        if (run.steps().isEmpty()) {
            return;
        }
        out.append("\nSteps\n");
        for (StepRun it : run.steps()) {
            columns(it.name(), 20, Shown.constant(it.result()) + ": " + it.message());
            it.details().forEach(detail -> line("    " + Shown.line(detail)));
        }
    }

    private void migrations() {
        if (run.migrations().isEmpty()) {
            return;
        }
        out.append("\nMigrations\n");
        for (MigrationRun it : run.migrations()) {
            String attempts = it.attempts() > 1 ? ", " + Shown.count(it.attempts(), "attempt") : "";
            String lock = SeenLock.strongestOf(it)
                    .map(mode -> ", " + SeenLock.name(mode))
                    .orElse("");
            String undo = it.undo().map(known -> ", undo " + known.verdict()).orElse("");
            columns(
                    Shown.name(it) + " " + it.description(),
                    NAME_WIDTH,
                    Shown.constant(it.result()) + " in " + Shown.duration(it.took()) + attempts + lock + undo);
        }
    }

    private void points() {
        if (overview.points().isEmpty()) {
            return;
        }
        out.append("\nTo look at\n");
        for (Point point : overview.points()) {
            line((point.grave() ? "  error  " : "  check  ") + point.where() + ": " + point.text());
        }
    }

    private void schema() {
        if (run.schemaDiff().isEmpty()) {
            return;
        }
        out.append("\nSchema before and after\n");
        run.schemaDiff().forEach(change -> line("  " + Shown.line(change)));
    }

    private void columns(String name, int width, String value) {
        line(String.format(Locale.ROOT, "  %-" + width + "s  %s", Shown.line(name), value));
    }

    /** One line whatever the text holds: a name must not be able to write a line of its own, or move the cursor. */
    private void line(String text) {
        out.append(VisibleText.of(text).replace('\n', ' ').replace('\t', ' ')).append('\n');
    }
}
