package dev.holdfast.core.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
    @Test
    void text_markup_isEscaped() {
        String html = new Markup(16)
                .element("td", "<script>'\"&</script>", "title", "\"><b>")
                .toString();

        assertThat(html)
                .isEqualTo("<td title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;&#39;&quot;&amp;&lt;/script&gt;</td>");
    }

    @Test
    void elements_nested_areClosedInTurn() {
        String html = new Markup(16)
                .open("table")
                .columns("When", "Who")
                .empty("hr")
                .close()
                .line()
                .toString();

        assertThat(html)
                .isEqualTo(
                        "<table><thead><tr><th scope=\"col\">When</th><th scope=\"col\">Who</th></tr></thead><hr/></table>\n");
    }

    @Test
    void toString_elementOpen_isRefused() {
        Markup open = new Markup(16).open("p");

        assertThatThrownBy(open::toString)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("elements must be closed, got open [p]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "</style>", "a & b"})
    void style_readDifferentlyAsXml_isRefused(String css) {
        Markup html = new Markup(16);

        assertThatThrownBy(() -> html.style(css)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1B, 0x7F, 0x9B, 0x2028, 0x202E, 0x2066, 0x200F, 0xFFFE, 0x1FFFF, 0xD800})
    void visible_whatEyesOrTerminalsObey_isReplaced(int c) {
        String text = "a" + (c == 0xD800 ? "\uD800" : Character.toString(c)) + "b";

        assertThat(VisibleText.of(text)).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain ~", "line\nand\ttab", "Größe 東京 \uD83D\uDE00"})
    void visible_ordinaryText_stays(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }
}
