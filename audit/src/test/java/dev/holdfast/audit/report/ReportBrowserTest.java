package dev.holdfast.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.testkit.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Chromium makes of the page: nothing is too wide, nothing is complained of, and nothing is asked for. */
@Tag("tools")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserTest {
    private static final Pattern MEASURED = Pattern.compile("<title>width=(\\d+) bars=(\\d+) wide=(\\d+)</title>");

    /** Measures the page in a frame of some width, with everything opened, and writes the result into the title. */
    private static final String FRAME = """
            <!DOCTYPE html><html><head><title>waiting</title></head><body>
            <iframe id="f" width="%w" height="640" style="border:0" srcdoc="%s"></iframe>
            <script>
            document.getElementById("f").addEventListener("load", function () {
              var d = this.contentDocument;
              d.querySelectorAll("details").forEach(function (e) { e.open = true; });
              var plot = d.querySelector("svg[role=img]");
              document.title = "width=" + d.documentElement.scrollWidth
                + " bars=" + d.querySelectorAll("svg[role=img] rect").length
                + " wide=" + (plot ? Math.round(plot.getBoundingClientRect().width) : 0);
            });
            </script></body></html>
            """;

    private final AuditFixture audit = AuditFixture.create();
    private final ReportSamples samples = new ReportSamples(audit);

    @TempDir
    Path folder;

    private String page = "";

    @BeforeAll
    void fill() {
        samples.day();
        samples.hostile();
        page = samples.html(samples.request("Lending desk").withVerdict(samples.broken()));
    }

    @AfterAll
    void close() {
        audit.close();
    }

    /** A phone, just above the width at which tables become cards, and a desk. */
    @ParameterizedTest
    @ValueSource(ints = {360, 970, 1280})
    void html_onAnyWidth_fitsAndDrawsItsBars(int width) throws Exception {
        Matcher measured = measure(page, width);

        assertThat(Integer.parseInt(measured.group(1))).isEqualTo(width);
        assertThat(Integer.parseInt(measured.group(2))).isGreaterThan(18);
        // The style sheet is in force: a plot takes the width that is there.
        assertThat(Integer.parseInt(measured.group(3))).isGreaterThan(Math.min(width, 1000) - 110);
    }

    /** The measure itself: it finds what is too wide. */
    @Test
    void measure_pageThatIsTooWide_saysSo() throws Exception {
        String wide = "<!DOCTYPE html><html><body><div style=\"width:500px\">x</div></body></html>";

        assertThat(Integer.parseInt(measure(wide, 360).group(1))).isGreaterThan(500);
    }

    @Test
    void html_loaded_asksForNothingAndHasNoComplaint() throws Exception {
        Loaded loaded = load(page);

        assertThat(loaded.complaints).isEmpty();
        assertThat(loaded.network).doesNotContain("evil.example");
        assertThat(loaded.dom).contains("Lending desk");
    }

    /** The same look at a page that does both: it would have been seen. */
    @Test
    void load_pageThatAsksAndComplains_isSeen() throws Exception {
        Loaded loaded = load("<!DOCTYPE html><title>x</title><img src=\"http://evil.example/x.png\">"
                + "<script>console.error('complaint')</script>");

        assertThat(loaded.complaints).isNotEmpty();
        assertThat(loaded.network).contains("evil.example");
    }

    private record Loaded(String dom, List<String> complaints, String network) {}

    private Loaded load(String html) throws Exception {
        String file = browser().page("page.html", html);
        Path network = folder.resolve("network.json");
        String dom = browser()
                .run(
                        "--dump-dom",
                        "--enable-logging=stderr",
                        "--disable-background-networking",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--log-net-log=" + network,
                        file);
        List<String> complaints = browser().complaints().stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Loaded(dom, complaints, Files.readString(network));
    }

    private Chromium browser() {
        return Chromium.in(folder);
    }

    private Matcher measure(String html, int width) throws Exception {
        String quoted = html.replace("&", "&amp;").replace("\"", "&quot;");
        String file = browser()
                .page("frame.html", FRAME.replace("%w", Integer.toString(width)).replace("%s", quoted));
        String dom = browser().run("--dump-dom", "--hide-scrollbars", "--window-size=1400,1000", file);
        Matcher measured = MEASURED.matcher(dom);
        assertThat(measured.find())
                .as(dom.substring(0, Math.min(400, dom.length())))
                .isTrue();
        return measured;
    }
}
