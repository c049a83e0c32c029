package dev.holdfast.migration.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.SampleRuns;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text stands out from what it stands on, by day and by night. Source: WCAG 2.2, §1.4.3 and §1.4.11. */
class ReportContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");
    private static final String PAGE = RunReport.html(SampleRuns.small(1));

    @ParameterizedTest
    @CsvSource({
        "ink, paper, 4.5",
        "ink, panel, 4.5",
        "soft, paper, 4.5",
        "soft, panel, 4.5",
        "link, paper, 4.5",
        "link, panel, 4.5",
        "good, good-paper, 4.5",
        "bad, bad-paper, 4.5",
        "warn, warn-paper, 4.5",
        "bad, panel, 4.5",
        "warn, panel, 4.5",
        "ink, good-paper, 4.5",
        "ink, bad-paper, 4.5",
        "ink, warn-paper, 4.5",
        "soft, bad-paper, 4.5",
        "k, panel, 3",
        "k0, panel, 3",
        "k1, panel, 3",
        "k2, panel, 3",
        "k3, panel, 3",
        "k4, panel, 3"
    })
    void colours_byDayNightAndPrint_haveTheContrast(String text, String ground, double least) {
        for (String mode : new String[] {"\n:root {", "dark) {", "print {"}) {
            int from = PAGE.indexOf(mode) + mode.length();
            Map<String, Integer> colours = colours(PAGE.substring(from, PAGE.indexOf('}', from)));

            assertThat(contrast(colours.get(text), colours.get(ground)))
                    .as("%s on %s after '%s'", text, ground, mode.strip())
                    .isGreaterThanOrEqualTo(least);
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
