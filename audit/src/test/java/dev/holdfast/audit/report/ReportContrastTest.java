package dev.holdfast.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text and bars stand out from what they stand on, by day, by night and in print. Source: WCAG 2.2, §1.4.3 and §1.4.11. */
class ReportContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");

    @ParameterizedTest
    @CsvSource({
        "ink, paper, 4.5",
        "ink, panel, 4.5",
        "soft, paper, 4.5",
        "soft, panel, 4.5",
        "good, good-paper, 4.5",
        "bad, bad-paper, 4.5",
        "warn, warn-paper, 4.5",
        "bad, panel, 4.5",
        "warn, panel, 4.5",
        "success, paper, 3",
        "failure, paper, 3",
        "denied, paper, 3",
        "unknown, paper, 3",
        "success, panel, 3",
        "failure, panel, 3",
        "denied, panel, 3",
        "unknown, panel, 3"
    })
    void colours_byDayNightAndPrint_haveTheContrast(String text, String ground, double least) throws IOException {
        String css = css();
        for (String mode : new String[] {"\n:root {", "dark) {", "print {"}) {
            int from = css.indexOf(mode) + mode.length();
            Map<String, Integer> colours = colours(css.substring(from, css.indexOf('}', from)));

            assertThat(contrast(colours.get(text), colours.get(ground)))
                    .as("%s on %s after '%s'", text, ground, mode.strip())
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private static String css() throws IOException {
        try (InputStream in = Objects.requireNonNull(AuditReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, Integer> colours(String css) {
        Map<String, Integer> colours = new HashMap<>();
        for (Matcher found = COLOUR.matcher(css); found.find(); ) {
            colours.put(found.group(1), Integer.parseInt(found.group(2), 16));
        }
        return colours;
    }

    private static double contrast(int one, int other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double value = (channel & 255) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
