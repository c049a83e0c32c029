package dev.holdfast.audit.report;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.report.Activity.Part;
import dev.holdfast.audit.report.Remarks.Remark;
import dev.holdfast.audit.report.Verdicts.Fact;
import dev.holdfast.core.html.Markup;
import java.time.Instant;
import java.util.List;

/** The page: verdict, sums and remarks first; then activity, refusals, who and what, and the notable events. */
final class HtmlPage {
    private final ReportRequest request;
    private final Activity activity;
    private final List<StoredEvent> notable;
    private final Verdicts verdict;
    private final List<Remark> remarks;
    private final Markup html = new Markup(1 << 16);
    private final HtmlTables tables = new HtmlTables(html);

    HtmlPage(ReportRequest request, Activity activity, List<StoredEvent> notable) {
        this.request = request;
        this.activity = activity;
        this.notable = notable;
        this.verdict = Verdicts.of(request.verdict());
        this.remarks = Remarks.of(activity, verdict);
    }

    String html(Instant madeAt) {
        html.open("html", "lang", "en").line();
        new HtmlHead(html, request, verdict).write(madeAt);
        html.open("main").line();
        sums();
        remarks();
        verification();
        overTime();
        ranks();
        events();
        about();
        html.close().line().close().line().close();
        return "<!DOCTYPE html>\n" + html + "\n";
    }

    private void sums() {
        Tally all = activity.all();
        html.open("section", "aria-label", "In numbers");
        tables.facts(
                "sums",
                List.of(
                        new Fact("Events", Shown.number(all.total())),
                        new Fact("Actors", Shown.number(Long.parseLong(all.key()))),
                        new Fact("Denied", Shown.number(all.denied())),
                        new Fact("Failed", Shown.number(all.failed())),
                        new Fact(
                                "High and critical",
                                Shown.number(activity.ofSeverity("HIGH") + activity.ofSeverity("CRITICAL")))));
        html.close().line();
    }

    private void remarks() {
        html.open("section").element("h2", "To look at");
        if (remarks.isEmpty()) {
            html.element("p", "Nothing stands out.", "class", "soft").close().line();
            return;
        }
        html.open("ul", "class", "points");
        for (Remark remark : remarks) {
            html.open("li", "class", remark.isGrave() ? "bad" : "warn");
            html.element("span", remark.isGrave() ? "✗ grave" : "! check", "class", "sign")
                    .text(" " + remark.text())
                    .close();
        }
        html.close().close().line();
    }

    private void verification() {
        html.open("section").element("h2", "Can the log be believed?").element("p", verdict.sentence());
        if (!verdict.facts().isEmpty()) {
            tables.facts("origin", verdict.facts());
        }
        if (!verdict.findings().isEmpty()) {
            tables.findings(verdict.findings());
        }
        html.element(
                "p",
                "Verification covers the whole log, not this period alone. Keep the newest checkpoint apart from the"
                        + " database: with it, a later check also finds a log that was set back.",
                "class",
                "soft");
        html.close().line();
    }

    private void overTime() {
        html.open("section").element("h2", "Activity over time");
        if (activity.all().total() == 0) {
            html.element("p", "No event fits this report.", "class", "soft")
                    .close()
                    .line();
            return;
        }
        HtmlPlot plot = new HtmlPlot(html, activity);
        String each = " by " + activity.step().word;
        plot.write(
                "all",
                "All events" + each,
                List.of(HtmlPlot.SUCCEEDED, HtmlPlot.FAILED, HtmlPlot.DENIED, HtmlPlot.UNKNOWN));
        if (activity.all().refused() > 0) {
            plot.write("refused", "Refusals" + each, List.of(HtmlPlot.FAILED, HtmlPlot.DENIED));
        }
        html.close().line();
    }

    private void ranks() {
        if (activity.all().total() == 0) {
            return;
        }
        html.open("section").element("h2", "Who did what").open("div", "class", "ranks");
        tables.rank("Most active", "Actor", activity.of(Part.ACTOR));
        tables.rank("Most frequent", "Action", activity.of(Part.ACTION));
        tables.refusals("Most often refused", "Actor", activity.of(Part.REFUSED));
        tables.refusals("Why refused", "Reason", activity.of(Part.REASON));
        tables.rank("By category", "Category", words(activity.of(Part.CATEGORY)));
        tables.rank("By severity", "Severity", words(activity.of(Part.SEVERITY)));
        html.close().close().line();
    }

    private static List<Tally> words(List<Tally> tallies) {
        return tallies.stream()
                .sorted((one, other) -> Long.compare(other.total(), one.total()))
                .map(tally -> new Tally(
                        Shown.constant(tally.key()),
                        "",
                        tally.succeeded(),
                        tally.failed(),
                        tally.denied(),
                        tally.unknown()))
                .toList();
    }

    private void events() {
        html.open("section").element("h2", "Notable events");
        long all = activity.ofSeverity("MEDIUM") + activity.ofSeverity("HIGH") + activity.ofSeverity("CRITICAL");
        html.element(
                "p",
                all == 0
                        ? "No event is of severity medium or above."
                        : Shown.number(notable.size()) + " of " + Shown.count(all, "event")
                                + " of severity medium or above, the gravest chosen first.",
                "class",
                "soft");
        if (!notable.isEmpty()) {
            tables.events(notable);
        }
        html.close().line();
    }

    private void about() {
        html.open("section").element("h2", "About this report");
        html.element(
                "p",
                "It counts the events that occurred in the period by the host's clock and fit the facts at the top."
                        + " What was never recorded is in no log and in no report. All times are UTC.",
                "class",
                "soft");
        html.close().line();
    }
}
