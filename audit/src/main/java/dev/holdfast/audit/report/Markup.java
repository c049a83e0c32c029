package dev.holdfast.audit.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements that are HTML and well-formed XML; every text and every attribute's value is escaped, so there is no way
 * to write markup but through the names of elements in the code.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element with attributes, names and values in turn. */
    @CanIgnoreReturnValue
    Markup open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    @CanIgnoreReturnValue
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with a text and nothing else in it. */
    @CanIgnoreReturnValue
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that HTML knows as void, or one of SVG's. */
    @CanIgnoreReturnValue
    Markup empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    @CanIgnoreReturnValue
    Markup text(String text) {
        escape(text);
        return this;
    }

    /** A style sheet of ours. In HTML it is raw text, in XML it is not: it must hold nothing that the two read differently. */
    @CanIgnoreReturnValue
    Markup style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet must not hold < or &");
        }
        open("style");
        out.append(css);
        return close();
    }

    @CanIgnoreReturnValue
    Markup line() {
        out.append('\n');
        return this;
    }

    /** A head line of a table. */
    @CanIgnoreReturnValue
    Markup columns(String... names) {
        open("thead").open("tr");
        for (String name : names) {
            element("th", name, "scope", "col");
        }
        return close().close();
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements must be closed, got open " + open);
        }
        return out.toString();
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String raw) {
        String text = Shown.visible(raw);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
