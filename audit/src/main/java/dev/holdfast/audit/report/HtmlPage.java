package dev.holdfast.audit.report;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.report.Activity.Part;
import dev.holdfast.audit.report.Remarks.Remark;
import dev.holdfast.audit.report.Verdicts.Fact;
import dev.holdfast.core.event.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page: verdict, sums and remarks first; then activity, refusals, who and what, and the notable events. */
final class HtmlPage {
    private final ReportRequest request;
    private final Activity activity;
    private final List<StoredEvent> notable;
    private final Verdicts verdict;
    private final List<Remark> remarks;
    private final Markup html = new Markup();
    private final HtmlTables tables = new HtmlTables(html);

    HtmlPage(ReportRequest request, Activity activity, List<StoredEvent> notable) {
        this.request = request;
        this.activity = activity;
        this.notable = notable;
        this.verdict = Verdicts.of(request.verdict());
        this.remarks = Remarks.of(activity, verdict);
    }

    String html(Instant madeAt) {
        head();
        header(madeAt);
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

    private void head() {
        String css = css();
        html.open("html", "lang", "en").line().open("head").empty("meta", "charset", "utf-8");
        // What an event smuggled into the page would need is forbidden, should it ever get past the escaping.
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src '" + hash(css) + "'; base-uri 'none'; form-action 'none'");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", request.title()).line().style(css).close().line();
    }

    private void header(Instant madeAt) {
        html.open("body").open("header", "class", verdict.mood()).open("div", "class", "wide");
        html.element("p", "Holdfast · audit report", "class", "kicker");
        html.element("h1", request.title());
        html.element("p", sign(verdict.mood()) + " " + verdict.sentence(), "class", "verdict " + verdict.mood());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("From", Shown.instant(request.from())));
        facts.add(new Fact("Until", Shown.instant(request.until())));
        facts.add(new Fact("Made", Shown.instant(madeAt)));
        addFilter(facts, request.filter());
        facts("facts", facts);
        html.close().close().line();
    }

    private static void addFilter(List<Fact> facts, AuditFilter filter) {
        add(facts, "Tenant", filter.tenantId());
        add(facts, "Actor", filter.actorId());
        add(facts, "Target", filter.target() == null ? null : filter.target().type() + " " + filter.target().id());
        add(facts, "Action", filter.action() == null ? null : filter.action().words());
        add(facts, "Outcome", filter.outcome() == null ? null : Shown.constant(filter.outcome().name()));
        add(facts, "Request", filter.correlationId() == null ? null : filter.correlationId().value());
        if (filter.leastSeverity() != Severity.INFO) {
            facts.add(new Fact("Severity", "at least " + Shown.constant(filter.leastSeverity().name())));
        }
    }

    private static void add(List<Fact> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(name, value));
        }
    }

    private void sums() {
        Tally all = activity.all();
        html.open("section", "aria-label", "In numbers");
        facts(
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
            facts("origin", verdict.facts());
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
            html.element("p", "No event fits this report.", "class", "soft").close().line();
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

    private static String sign(String mood) {
        return switch (mood) {
            case "bad" -> "✗";
            case "warn" -> "!";
            default -> "✓";
        };
    }

    private static String hash(String css) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM must offer SHA-256", e);
        }
    }

    private static String css() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css must be beside " + HtmlPage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }
}
