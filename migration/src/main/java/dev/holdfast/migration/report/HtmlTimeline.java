package dev.holdfast.migration.report;

import dev.holdfast.core.html.Markup;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * When each migration ran and what its statements locked. The bars are SVG, which prints without being asked; what they
 * show stands beside them in words.
 */
final class HtmlTimeline {
    /** Beyond as many only the longest have a line of their own. */
    private static final int ALL = 40;

    private static final int LONGEST = 15;
    private static final double WIDTH = 1000;

    private final Markup html;
    private final List<Span> spans = new ArrayList<>();
    private final double scale;

    HtmlTimeline(Markup html, RunRecord run) {
        this.html = html;
        Duration end = Duration.between(run.startedAt(), run.endedAt());
        Duration next = Duration.ZERO;
        for (MigrationRun migration : run.migrations()) {
            Duration start = migration.startedAfter().orElse(next);
            next = start.plus(migration.took());
            end = next.compareTo(end) > 0 ? next : end;
            spans.add(new Span(spans.size() + 1, migration, start));
        }
        this.scale = WIDTH / Math.max(1, end.toNanos());
    }

    private record Span(int number, MigrationRun migration, Duration start) {}

    void write() {
        if (spans.isEmpty()) {
            return;
        }
        html.open("section", "class", "timeline").element("h2", "Timeline");
        legend();
        List<Span> shown = spans;
        if (spans.size() > ALL) {
            html.open("div", "class", "track whole");
            whole();
            html.close();
            html.element(
                    "p", "All " + Shown.number(spans.size()) + " above; the " + LONGEST + " longest:", "class", "soft");
            shown = longest();
        }
        html.open("ol").line();
        shown.forEach(this::row);
        html.close().close().line();
    }

    private List<Span> longest() {
        return spans.stream()
                .sorted(Comparator.comparing((Span span) -> span.migration().took())
                        .reversed())
                .limit(LONGEST)
                .sorted(Comparator.comparing(Span::number))
                .toList();
    }

    private void legend() {
        html.open("p", "class", "legend").text("Strongest lock keeps waiting: ");
        IntStream.rangeClosed(0, 4).forEach(level -> {
            html.open("span").open("svg", "viewBox", "0 0 10 10", "aria-hidden", "true");
            html.empty("rect", "width", "10", "height", "10", "class", "k k" + level)
                    .close();
            html.text(SeenLock.blocked(level)).close().text(" ");
        });
        html.close();
    }

    /** Each migration as one bar, by its strongest lock. */
    private void whole() {
        html.open("svg", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        for (Span span : spans) {
            String style = SeenLock.strongestOf(span.migration())
                    .map(mode -> "k k" + SeenLock.level(mode))
                    .orElse("k");
            bar(span.start(), span.migration().took(), style);
        }
        html.close();
    }

    private void row(Span span) {
        MigrationRun migration = span.migration();
        html.open("li").open("div", "class", "what");
        html.element("a", Shown.name(migration), "href", "#m" + span.number()).text(" " + migration.description());
        html.close().open("div", "class", "track");
        bars(span);
        html.close().open("div", "class", "how").element("b", Shown.duration(migration.took()));
        html.element("span", " from " + Shown.duration(span.start()), "class", "soft");
        SeenLock.strongestOf(migration)
                .ifPresent(mode ->
                        html.text(" ").element("span", SeenLock.name(mode), "class", "mode k" + SeenLock.level(mode)));
        if (migration.attempts() > 1) {
            html.text(" ").element("span", Shown.count(migration.attempts(), "attempt"), "class", "badge warn");
        }
        if (Overview.failed(migration)) {
            html.text(" ").element("span", "✗ " + Shown.constant(migration.result()), "class", "badge bad");
        }
        html.close().close().line();
    }

    private void bars(Span span) {
        html.open("svg", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        bar(span.start(), span.migration().took(), "k");
        statements(span);
        html.close();
    }

    /** The statements of the last attempt, against its end: what came before them was spent on earlier ones. */
    private void statements(Span span) {
        Duration sum =
                span.migration().statements().stream().map(StatementRun::took).reduce(Duration.ZERO, Duration::plus);
        Duration at = span.start().plus(span.migration().took()).minus(sum);
        for (StatementRun statement : span.migration().statements()) {
            int level = SeenLock.strongest(Overview.locks(statement))
                    .map(SeenLock::level)
                    .orElse(-1);
            if (level >= 0 && !statement.took().isZero()) {
                bar(at, statement.took(), "k k" + level);
            }
            at = at.plus(statement.took());
        }
    }

    private void bar(Duration start, Duration took, String style) {
        double from = Math.max(0, start.toNanos() * scale);
        // Never narrower than what can be seen, and never past the end.
        double width = Math.max(3, took.toNanos() * scale);
        html.empty(
                "rect",
                "x",
                number(Math.min(from, WIDTH - width)),
                "width",
                number(width),
                "height",
                "10",
                "class",
                style);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
