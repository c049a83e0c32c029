package dev.holdfast.migration.report;

import dev.holdfast.core.html.Markup;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.report.Overview.Fact;
import dev.holdfast.migration.report.Overview.Point;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The page: verdict, next step, sums and points first; then decisions, timeline, migrations, schema, origin. */
final class HtmlReport {
    private static final int MAX_POINTS = 25;
    /** Beyond as many the migrations are put into groups that open one by one. */
    private static final int GROUPED = 40;

    private static final int GROUP = 25;
    private static final int MAX_CHANGES = 40;

    private final RunRecord run;
    private final Optional<Kept> kept;
    private final Overview overview;
    private final Markup html;
    private final HtmlMigration migrations;

    HtmlReport(RunRecord run, Optional<Kept> kept) {
        this.run = run;
        this.kept = kept;
        this.overview = new Overview(run);
        this.html = new Markup(1 << 16);
        this.migrations = new HtmlMigration(html);
    }

    String page() {
        String title = overview.title();
        html.open("html", "lang", "en").line().open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title).line().style(css()).close().line().open("body");
        header(title);
        html.open("main").line();
        outcome();
        sums();
        points();
        new HtmlSteps(html, run.steps()).write();
        decisions();
        new HtmlTimeline(html, run).write();
        migrations();
        schema();
        origin();
        html.close().line().close().line().close();
        return "<!DOCTYPE html>\n" + html + "\n";
    }

    private void header(String title) {
        String state = !run.outcome().succeeded() ? "bad" : overview.points().isEmpty() ? "good" : "warn";
        html.open("header", "class", state).open("div", "class", "wide");
        html.element("p", "Holdfast · " + Shown.constant(run.kind()), "class", "kicker");
        html.element("h1", title);
        html.element("p", sign(state) + " " + overview.verdict(), "class", "verdict " + state);
        facts("facts", overview.place());
        html.close().close().line();
    }

    private static String sign(String state) {
        return switch (state) {
            case "bad" -> "✗";
            case "warn" -> "!";
            default -> "✓";
        };
    }

    private void outcome() {
        if (run.outcome().message().isEmpty() && run.outcome().next().isEmpty()) {
            return;
        }
        html.open("section", "class", "panel " + (run.outcome().succeeded() ? "plain" : "bad"));
        html.element("h2", run.outcome().succeeded() ? "Note" : "What went wrong");
        String state =
                run.outcome().sqlState().map(code -> " (SQLSTATE " + code + ")").orElse("");
        html.element("p", run.outcome().message() + state);
        if (!run.outcome().next().isEmpty()) {
            html.open("p", "class", "next")
                    .element("strong", "Next step: ")
                    .text(run.outcome().next())
                    .close();
        }
        html.close().line();
    }

    private void sums() {
        html.open("section", "aria-label", "In numbers");
        facts("sums", overview.sums());
        html.close().line();
    }

    private void facts(String style, List<Fact> facts) {
        html.open("dl", "class", style);
        for (Fact fact : facts) {
            html.open("div")
                    .element("dt", fact.name())
                    .element("dd", fact.value())
                    .close();
        }
        html.close();
    }

    private void points() {
        List<Point> points = overview.points();
        if (points.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "To look at").open("ul", "class", "points");
        points.stream().limit(MAX_POINTS).forEach(point -> {
            html.open("li", "class", point.grave() ? "bad" : "warn");
            html.element("span", point.grave() ? "✗ error" : "! check", "class", "sign")
                    .text(" ");
            html.element("a", point.where(), "href", "#m" + point.migration());
            html.text(" " + point.text()).close();
        });
        html.close();
        if (points.size() > MAX_POINTS) {
            html.element("p", "and " + Shown.number(points.size() - MAX_POINTS) + " more, at their migrations.");
        }
        html.close().line();
    }

    private void decisions() {
        if (run.decisions().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Decisions").open("table", "class", "cards decisions");
        html.columns("What", "By", "Because", "When").open("tbody");
        for (Decision decision : run.decisions()) {
            html.open("tr").element("td", decision.what()).element("td", decision.by());
            html.element("td", decision.because())
                    .element("td", Shown.instant(decision.at()))
                    .close();
        }
        html.close().close().close().line();
    }

    private void migrations() {
        List<MigrationRun> all = run.migrations();
        if (all.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Migrations").line();
        if (all.size() <= GROUPED) {
            migrations(0, all.size(), all.size() <= GROUP / 2);
        } else {
            for (int from = 0; from < all.size(); from += GROUP) {
                group(from, Math.min(from + GROUP, all.size()));
            }
        }
        html.close().line();
    }

    private void group(int from, int to) {
        List<MigrationRun> group = run.migrations().subList(from, to);
        boolean failed = group.stream().anyMatch(Overview::failed);
        String first = Shown.name(group.get(0));
        String last = Shown.name(group.get(group.size() - 1));
        html.open(
                "details", failed ? new String[] {"class", "group", "open", "open"} : new String[] {"class", "group"});
        html.open("summary").element("strong", first + " to " + last);
        html.text(" · " + Shown.count(group.size(), "migration"));
        html.text(" · " + Shown.duration(group.stream().map(MigrationRun::took).reduce(Duration.ZERO, Duration::plus)));
        if (failed) {
            html.text(" ").element("span", "✗ failed", "class", "badge bad");
        }
        html.close().line();
        migrations(from, to, false);
        html.close().line();
    }

    private void migrations(int from, int to, boolean open) {
        for (int i = from; i < to; i++) {
            migrations.write(run.migrations().get(i), i + 1, open);
        }
    }

    private void schema() {
        List<String> diff = run.schemaDiff();
        html.open("section").element("h2", "Schema before and after");
        if (diff.isEmpty()) {
            html.element("p", "No difference was taken, or there is none.", "class", "soft");
        } else {
            long added = diff.stream().filter(line -> line.startsWith("+")).count();
            long removed = diff.stream().filter(line -> line.startsWith("-")).count();
            html.element(
                    "p",
                    Shown.number(added) + " added (+), " + Shown.number(removed) + " removed (−), "
                            + Shown.number(diff.size() - added - removed) + " changed (~). Values are not shown: '…1'"
                            + " and '…2' are two that differ.",
                    "class",
                    "soft");
            changes(diff.subList(0, Math.min(MAX_CHANGES, diff.size())));
            if (diff.size() > MAX_CHANGES) {
                html.open("details").element("summary", "The other " + Shown.number(diff.size() - MAX_CHANGES));
                changes(diff.subList(MAX_CHANGES, diff.size()));
                html.close();
            }
        }
        html.close().line();
    }

    private void changes(List<String> lines) {
        HtmlMigration.changes(html, lines);
    }

    private void origin() {
        html.open("section").element("h2", "Origin");
        html.open("dl", "class", "origin");
        HtmlMigration.fact(html, "Run", run.id());
        kept.ifPresent(it -> {
            HtmlMigration.fact(html, "Record in the ledger", Shown.number(it.sequence()));
            HtmlMigration.fact(html, "SHA-256 of the record", it.hash());
            HtmlMigration.fact(html, "SHA-256 of the one before", it.previous());
        });
        html.close();
        html.element(
                "p",
                kept.isPresent()
                        ? "Keep the number and the hash apart from the ledger: with them, a later check also finds records"
                                + " that were cut off its end."
                        : "This record stands for itself: it was not taken from a ledger.",
                "class",
                "soft");
        html.close().line();
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css must be beside " + HtmlReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }
}
