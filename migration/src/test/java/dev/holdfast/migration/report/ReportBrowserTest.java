package dev.holdfast.migration.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.SampleRuns;
import dev.holdfast.testkit.browser.Chromium;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Chromium makes of the page: on a phone nothing is wider than the screen, and on paper nothing is hidden. */
@Tag("tools")
class ReportBrowserTest {
    private static final Pattern MEASURED = Pattern.compile("<title>width=(\\d+) height=(\\d+)</title>");
    private static final Pattern PDF_PAGE = Pattern.compile("/Type /Page\\b");

    /** Measures the page in a frame of some width, with everything opened, and writes the result into the title. */
    private static final String FRAME = """
            <!DOCTYPE html><html><head><title>waiting</title></head><body>
            <iframe id="f" width="%w" height="640" style="border:0" srcdoc="%s"></iframe>
            <script>
            document.getElementById("f").addEventListener("load", function () {
              var d = this.contentDocument;
              d.querySelectorAll("details").forEach(function (e) { e.open = true; });
              d.title = "width=" + d.documentElement.scrollWidth + " height=" + d.documentElement.scrollHeight;
              document.title = d.title;
            });
            </script></body></html>
            """;

    @TempDir
    Path folder;

    static Stream<RunRecord> records() {
        return Stream.of(
                SampleRuns.failed(),
                SampleRuns.small(1),
                SampleRuns.many(60, 3),
                longNames(),
                HtmlReportTest.hostile());
    }

    @ParameterizedTest
    @MethodSource("records")
    void html_on360Pixels_isNotWider(RunRecord run) throws Exception {
        Matcher measured = measure(RunReport.html(run), 360);

        assertThat(Integer.parseInt(measured.group(1))).isEqualTo(360);
        assertThat(Integer.parseInt(measured.group(2))).isGreaterThan(640);
    }

    /** Just above the width at which tables become cards they have the least room. */
    @ParameterizedTest
    @MethodSource("records")
    void html_onATablet_isNotWider(RunRecord run) throws Exception {
        assertThat(Integer.parseInt(measure(RunReport.html(run), 970).group(1))).isEqualTo(970);
    }

    /** The measure itself: it finds what is too wide. */
    @Test
    void measure_pageThatIsTooWide_saysSo() throws Exception {
        String wide = "<!DOCTYPE html><html><body><div style=\"width:500px\">x</div></body></html>";

        assertThat(Integer.parseInt(measure(wide, 360).group(1))).isGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("records")
    void html_printed_hasPages(RunRecord run) throws Exception {
        assertThat(pages(RunReport.html(run))).isPositive();
    }

    /** Paper cannot be clicked: what is folded on the screen is there. */
    @Test
    void html_printed_opensWhatIsFolded() throws Exception {
        String html = RunReport.html(SampleRuns.many(60, 3));

        int folded = pages(html.replace("details::details-content", "details::never"));
        assertThat(pages(html)).isGreaterThan(folded + 5);
    }

    private Chromium browser() {
        return Chromium.in(folder);
    }

    private Matcher measure(String html, int width) throws Exception {
        String quoted = html.replace("&", "&amp;").replace("\"", "&quot;");
        String page = browser()
                .page("frame.html", FRAME.replace("%w", Integer.toString(width)).replace("%s", quoted));
        String dom = browser().run("--dump-dom", "--hide-scrollbars", "--window-size=800,1000", page);
        Matcher measured = MEASURED.matcher(dom);
        assertThat(measured.find())
                .as(dom.substring(0, Math.min(400, dom.length())))
                .isTrue();
        return measured;
    }

    private int pages(String html) throws Exception {
        String page = browser().page("page.html", html);
        Path pdf = folder.resolve("page.pdf");
        String said = browser().run("--print-to-pdf=" + pdf, "--no-pdf-header-footer", page);
        assertThat(pdf).as(said).exists();
        Matcher found = PDF_PAGE.matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1));
        return (int) found.results().count();
    }

    /** Names as long as PostgreSQL keeps them, files as long as a file system does, none with a place to break at. */
    private static RunRecord longNames() {
        String name = "a".repeat(63);
        String file = "b".repeat(240);
        return SampleRuns.run(
                SampleRuns.id(1),
                Kind.MIGRATE,
                new Outcome(false, Optional.of("42P07"), file, file),
                List.of(SampleRuns.migration("20260314210405123456789", file, Result.INTERRUPTED)
                        .attempts(12)
                        .statement(1, 123_456, "ALTER TABLE", 1)
                        .rows(9_007_199_254_740_993L)
                        .locks(name + "." + name + " SHARE UPDATE EXCLUSIVE", name)
                        .rewritten(name + "." + name)
                        .failure(file)
                        .undo("differs", "~ column " + name + "." + name + " " + name + ": " + file, file)
                        .finding(name, name, 1, file, file, file)
                        .build()));
    }
}
