package dev.holdfast.audit.report;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.report.Verdicts.Fact;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.html.Markup;
import java.util.List;
import java.util.Locale;

/** The tables of the page: ranks with a bar each, findings, events. */
final class HtmlTables {
    private static final List<HtmlPlot.Layer> LAYERS =
            List.of(HtmlPlot.SUCCEEDED, HtmlPlot.FAILED, HtmlPlot.DENIED, HtmlPlot.UNKNOWN);

    private static final HtmlPlot.Layer EVENTS = new HtmlPlot.Layer("Events", "", Tally::total);
    private static final HtmlPlot.Layer REFUSED = new HtmlPlot.Layer("Refused", "", Tally::refused);

    private final Markup html;

    HtmlTables(Markup html) {
        this.html = html;
    }

    /** Names and values. */
    void facts(String style, List<Fact> facts) {
        html.open("dl", "class", style);
        for (Fact fact : facts) {
            html.open("div")
                    .element("dt", fact.name())
                    .element("dd", fact.value())
                    .close();
        }
        html.close();
    }

    /** The most frequent of something, with a bar that shows how they ended. */
    void rank(String title, String what, List<Tally> tallies) {
        rank(title, what, tallies, List.of(EVENTS, REFUSED));
    }

    /** The same of what was refused alone. */
    void refusals(String title, String what, List<Tally> tallies) {
        rank(title, what, tallies, List.of(HtmlPlot.FAILED, HtmlPlot.DENIED));
    }

    private void rank(String title, String what, List<Tally> tallies, List<HtmlPlot.Layer> columns) {
        html.open("div", "class", "rank").element("h3", title);
        if (tallies.isEmpty()) {
            html.element("p", "None.", "class", "soft").close();
            return;
        }
        long most = tallies.stream().mapToLong(Tally::total).max().orElse(1);
        html.open("table")
                .columns(what, columns.get(0).name(), columns.get(1).name())
                .open("tbody");
        for (Tally tally : tallies) {
            html.open("tr").open("th", "scope", "row").text(tally.key());
            if (!tally.detail().isEmpty()) {
                html.text(" ").element("span", Shown.constant(tally.detail()), "class", "soft");
            }
            bar(tally, most);
            html.close();
            columns.forEach(
                    column -> html.element("td", Shown.number(column.count().applyAsLong(tally))));
            html.close();
        }
        html.close().close().close().line();
    }

    private void bar(Tally tally, long most) {
        html.open("svg", "class", "bar", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "role", "img");
        html.element("title", tally.words());
        double x = 0;
        for (HtmlPlot.Layer layer : LAYERS) {
            double width = 1000.0 * layer.count().applyAsLong(tally) / most;
            if (width > 0) {
                String from = String.format(Locale.ROOT, "%.1f", x);
                String wide = String.format(Locale.ROOT, "%.1f", width);
                html.empty("rect", "class", layer.style(), "x", from, "width", wide, "height", "10");
            }
            x += width;
        }
        html.close();
    }

    void findings(List<SealFinding> findings) {
        html.open("table", "class", "cards findings").element("caption", "What verification found");
        html.columns("Finding", "Where", "What it means").open("tbody");
        for (SealFinding finding : findings) {
            html.open("tr").open("td");
            html.element("span", Verdicts.kind(finding), "class", "badge bad").close();
            html.open("td").element("code", Verdicts.place(finding)).close();
            html.element("td", Verdicts.words(finding)).close();
        }
        html.close().close();
    }

    void events(List<StoredEvent> events) {
        html.open("table", "class", "cards events").element("caption", "Times are UTC, by the host's clock.");
        html.columns("When", "Severity", "Who", "What", "To what", "How it ended")
                .open("tbody");
        for (StoredEvent stored : events) {
            event(stored.event());
        }
        html.close().close();
    }

    private void event(SecurityEvent event) {
        html.open("tr").element("td", Shown.instant(event.occurredAt()).replace(" UTC", ""));
        String mood = event.severity().name().toLowerCase(Locale.ROOT);
        html.open("td").element("span", mood, "class", "badge s-" + mood).close();
        html.open("td")
                .text(
                        event.actor().name() == null
                                ? event.actor().id()
                                : event.actor().name());
        soft(event.actor().name() == null ? "" : event.actor().id());
        soft(event.context().sourceIp() == null ? "" : "from " + event.context().sourceIp());
        html.close().open("td").element("code", event.action().name());
        soft(event.id().toString());
        html.close().open("td");
        event.targets().stream().limit(3).forEach(this::target);
        if (event.targets().size() > 3) {
            soft("and " + (event.targets().size() - 3) + " more");
        }
        html.close().open("td").text(Shown.constant(event.outcome().name()));
        soft(event.reason() == null ? "" : event.reason());
        html.close().close().line();
    }

    private void target(Target target) {
        html.open("div").text(target.name() == null ? target.id() : target.name());
        soft(target.type() + (target.name() == null ? "" : " " + target.id()));
        html.close();
    }

    private void soft(String text) {
        if (!text.isEmpty()) {
            html.text(" ").element("span", text, "class", "soft");
        }
    }
}
