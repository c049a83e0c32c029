package dev.holdfast.migration.report;

import dev.holdfast.core.html.Markup;
import dev.holdfast.migration.record.StepRun;
import java.util.List;

/** The steps of a run as a table: what came of each, and what it found. */
final class HtmlSteps {
    private static final int MAX_DETAILS = 20;

    private final Markup html;
    private final List<StepRun> steps;

    HtmlSteps(Markup html, List<StepRun> steps) {
        this.html = html;
        this.steps = steps;
    }

    void write() {
        if (steps.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Steps").open("table", "class", "cards steps");
        html.columns("Step", "Result", "Took", "What").open("tbody");
        steps.forEach(this::row);
        html.close().close().close().line();
    }

    private void row(StepRun step) {
        html.open("tr").element("td", step.name());
        html.open("td")
                .element("span", sign(step) + " " + Shown.constant(step.result()), "class", "badge " + state(step))
                .close();
        html.element("td", Shown.duration(step.took())).open("td").text(step.message());
        if (!step.details().isEmpty()) {
            html.open("ul");
            step.details().stream().limit(MAX_DETAILS).forEach(line -> html.element("li", line));
            html.close();
        }
        if (step.details().size() > MAX_DETAILS) {
            html.element("p", "and " + Shown.number(step.details().size() - MAX_DETAILS) + " more, in the record.");
        }
        html.close().close();
    }

    private static String state(StepRun step) {
        return switch (step.result()) {
            case PASSED -> "good";
            case SKIPPED -> "soft";
            case REFUSED, FAILED -> "bad";
        };
    }

    private static String sign(StepRun step) {
        return switch (step.result()) {
            case PASSED -> "✓";
            case SKIPPED -> "·";
            case REFUSED, FAILED -> "✗";
        };
    }
}
