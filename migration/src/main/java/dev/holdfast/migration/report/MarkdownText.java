package dev.holdfast.migration.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.html.VisibleText;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes Markdown; texts are escaped, so that a name is never markup. Source: GitHub Flavored Markdown, §2.4 and §4.10. */
final class MarkdownText {
    /** Characters that mean something within a line; an underscore inside a word does not. */
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*\\[\\]<>|#~!]|(?<!\\w)_|_(?!\\w)|^[-+=](?=\\s|$)|^\\d+(?=[.)](?:\\s|$))");

    private static final Pattern TICKS = Pattern.compile("`+");

    private final StringBuilder out = new StringBuilder();

    @CanIgnoreReturnValue
    MarkdownText heading(int level, String text) {
        return raw("#".repeat(level)).raw(" ").text(text).paragraph();
    }

    @CanIgnoreReturnValue
    MarkdownText raw(String markup) {
        out.append(markup);
        return this;
    }

    @CanIgnoreReturnValue
    MarkdownText text(String text) {
        out.append(escaped(text));
        return this;
    }

    @CanIgnoreReturnValue
    MarkdownText paragraph() {
        return raw(out.length() > 0 && out.charAt(out.length() - 1) == '\n' ? "\n" : "\n\n");
    }

    @CanIgnoreReturnValue
    MarkdownText head(List<String> names) {
        row(names);
        return raw("|" + String.join("|", Collections.nCopies(names.size(), " --- ")) + "|\n");
    }

    @CanIgnoreReturnValue
    MarkdownText row(List<String> cells) {
        for (String cell : cells) {
            raw("| ").text(cell).raw(" ");
        }
        return raw("|\n");
    }

    /** Lines of a difference in a fence longer than any in them; what goes on over several lines is indented. */
    @CanIgnoreReturnValue
    MarkdownText diff(List<String> lines) {
        String all = VisibleText.of(String.join("\n", lines));
        int longest = 2;
        for (Matcher ticks = TICKS.matcher(all); ticks.find(); ) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        String fence = "`".repeat(longest + 1);
        raw(fence).raw("diff\n");
        lines.forEach(
                line -> raw(VisibleText.of(line).strip().replace("\n", "\n  ")).raw("\n"));
        return raw(fence).raw("\n\n");
    }

    private static String escaped(String text) {
        String line = VisibleText.of(text).replaceAll("\\s+", " ").replace("&", "&amp;");
        return SPECIAL.matcher(line).replaceAll(found -> {
            String it = found.group();
            // A number at the beginning of a line is a list's, unless what follows it is escaped.
            return Matcher.quoteReplacement(Character.isDigit(it.charAt(0)) ? it + "\\" : "\\" + it);
        });
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
