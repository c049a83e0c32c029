package dev.holdfast.audit.report;

import dev.holdfast.core.html.Markup;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Bars over time as SVG, which prints without being asked. The picture stretches to the page's width, so its numbers are
 * HTML beside it: they stay as large as other text. A table holds the same for those who do not see the picture.
 */
final class HtmlPlot {
    private static final double HEIGHT = 100;
    private static final double WIDTH = 10;

    private final Markup html;
    private final Activity activity;

    HtmlPlot(Markup html, Activity activity) {
        this.html = html;
        this.activity = activity;
    }

    /** One kind of outcome: its name in words and in the style sheet, and its number. */
    record Layer(String name, String style, ToLongFunction<Tally> count) {}

    static final Layer SUCCEEDED = new Layer("Succeeded", "o-success", Tally::succeeded);
    static final Layer FAILED = new Layer("Failed", "o-failure", Tally::failed);
    static final Layer DENIED = new Layer("Denied", "o-denied", Tally::denied);
    static final Layer UNKNOWN = new Layer("Unknown", "o-unknown", Tally::unknown);

    void write(String id, String title, List<Layer> layers) {
        List<Tally> bars = activity.timeline();
        long most = bars.stream().mapToLong(bar -> sum(bar, layers)).max().orElse(0);
        long top = roundTop(most);
        html.open("figure", "class", "plot");
        html.open("figcaption").element("h3", title);
        legend(layers);
        html.close().open("div", "class", "axes");
        html.open("div", "class", "y", "aria-hidden", "true");
        List.of(top, top / 2, 0L).forEach(value -> html.element("span", Shown.number(value)));
        html.close();
        picture(id, title, layers, top);
        html.open("div", "class", "x", "aria-hidden", "true");
        List.of(bars.get(0), bars.get(bars.size() / 2), bars.get(bars.size() - 1))
                .forEach(bar -> html.element("span", name(bar)));
        html.close().close();
        table(title, layers);
        html.close().line();
    }

    private void legend(List<Layer> layers) {
        html.open("p", "class", "legend");
        for (Layer layer : layers) {
            html.open("span").open("svg", "viewBox", "0 0 10 10", "aria-hidden", "true");
            html.empty("rect", "width", "10", "height", "10", "class", layer.style())
                    .close();
            html.text(layer.name() + " " + Shown.number(layer.count().applyAsLong(activity.all())))
                    .close()
                    .text(" ");
        }
        html.close();
    }

    private void picture(String id, String title, List<Layer> layers, long top) {
        List<Tally> bars = activity.timeline();
        html.open(
                "svg",
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d",
                "viewBox",
                "0 0 " + number(bars.size() * WIDTH) + " " + number(HEIGHT),
                "preserveAspectRatio",
                "none");
        html.element("title", title, "id", id + "-t");
        html.element("desc", description(layers), "id", id + "-d");
        grid(number(bars.size() * WIDTH));
        for (int i = 0; i < bars.size(); i++) {
            bar(bars.get(i), i * WIDTH, layers, top);
        }
        html.close();
    }

    private void grid(String width) {
        for (double y : new double[] {0, HEIGHT / 2, HEIGHT}) {
            html.empty("line", "class", "grid", "x1", "0", "x2", width, "y1", number(y), "y2", number(y));
        }
    }

    private String description(List<Layer> layers) {
        List<Tally> bars = activity.timeline();
        Tally most = bars.stream()
                .max((one, other) -> Long.compare(sum(one, layers), sum(other, layers)))
                .orElseThrow();
        return "Bars of one " + activity.step().word + " each, from " + name(bars.get(0)) + " to "
                + name(bars.get(bars.size() - 1)) + " UTC. The highest is " + Shown.number(sum(most, layers)) + " from "
                + name(most) + ". A table with the same numbers follows.";
    }

    private void bar(Tally bar, double x, List<Layer> layers, long top) {
        if (sum(bar, layers) == 0) {
            return;
        }
        html.open("g").element("title", name(bar) + ": " + bar.words());
        double base = HEIGHT;
        for (Layer layer : layers) {
            long count = layer.count().applyAsLong(bar);
            if (count > 0) {
                // One denial among thousands of successes must not be too thin to be seen.
                double height = Math.max(1, HEIGHT * count / top);
                base -= height;
                rectangle(layer, x, Math.max(0, base), height);
            }
        }
        html.close();
    }

    private void rectangle(Layer layer, double x, double y, double height) {
        html.empty(
                "rect",
                "class",
                layer.style(),
                "x",
                number(x + WIDTH * 0.1),
                "y",
                number(y),
                "width",
                number(WIDTH * 0.8),
                "height",
                number(height));
    }

    private void table(String title, List<Layer> layers) {
        html.open("details").element("summary", "As a table").open("div", "class", "scroll");
        html.open("table", "class", "numbers").element("caption", title + ", periods without any left out");
        html.open("thead").open("tr").element("th", "From (UTC)", "scope", "col");
        layers.forEach(layer -> html.element("th", layer.name(), "scope", "col"));
        html.close().close().open("tbody");
        activity.timeline().stream().filter(bar -> sum(bar, layers) > 0).forEach(bar -> {
            html.open("tr").element("th", name(bar), "scope", "row");
            layers.forEach(
                    layer -> html.element("td", Shown.number(layer.count().applyAsLong(bar))));
            html.close();
        });
        html.close().close().close().close();
    }

    private String name(Tally bar) {
        return activity.step().name(activity.begin(bar));
    }

    private static long sum(Tally bar, List<Layer> layers) {
        return layers.stream()
                .mapToLong(layer -> layer.count().applyAsLong(bar))
                .sum();
    }

    /** The least of 2, 4, 10, 20, 40, 100 and so on that holds the value: its half is a whole number. */
    static long roundTop(long value) {
        for (long power = 1; power <= Long.MAX_VALUE / 100; power *= 10) {
            for (long step : new long[] {2, 4, 6, 10}) {
                if (value <= step * power) {
                    return step * power;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
