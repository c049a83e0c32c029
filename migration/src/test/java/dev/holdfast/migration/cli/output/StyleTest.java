package dev.holdfast.migration.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static final Map<String, String> USUAL = Map.of("LANG", "en_GB.UTF-8", "TERM", "xterm", "COLUMNS", "90");

    @Test
    void of_terminalWithUtf8_showsSignsColoursAndWidth() {
        Style style = Style.of(USUAL, true);
        assertThat(style).isEqualTo(new Style(90, true, true));
        assertThat(style.mark(Mark.GOOD)).isEqualTo("\u001b[32m✓\u001b[0m");
    }

    @Test
    void of_pipe_hasNoColourAndNoWidth() {
        assertThat(Style.of(USUAL, false)).isEqualTo(new Style(0, true, false));
    }

    @Test
    void of_plainLocale_usesWords() {
        Style style = Style.of(Map.of("LANG", "en_GB.UTF-8", "LC_ALL", "C", "TERM", "xterm"), true);
        assertThat(style.unicode()).isFalse();
        assertThat(style.withoutColour().mark(Mark.BAD)).isEqualTo("!!");
    }

    @Test
    void of_noColorOrDumbTerminal_isPlain() {
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true).colour())
                .isFalse();
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true).colour())
                .isTrue();
        assertThat(Style.of(Map.of("TERM", "dumb"), true).colour()).isFalse();
        assertThat(Style.of(Map.of(), true).colour()).isFalse();
    }

    @Test
    void of_columnsThatAreNoWidth_areIgnored() {
        assertThat(Style.of(Map.of("COLUMNS", "0"), true).width()).isEqualTo(120);
        assertThat(Style.of(Map.of("COLUMNS", "wide"), true).width()).isEqualTo(120);
    }
}
