package dev.holdfast.core.html;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements that are HTML and well-formed XML; every text and every attribute's value is escaped, so there is no way
 * to write markup but through the names of elements and attributes in the code. Not thread-safe.
 */
public final class Markup {
    private final StringBuilder out;
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * A page to write.
     *
     * @param capacity how many characters it is made for, before it grows
     */
    public Markup(int capacity) {
        this.out = new StringBuilder(capacity);
    }

    /**
     * Begins an element.
     *
     * @param tag its name
     * @param attributes names and values in turn
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /**
     * Ends the element begun last.
     *
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /**
     * An element with a text and nothing else in it.
     *
     * @param tag its name
     * @param text its text
     * @param attributes names and values in turn
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /**
     * An element that HTML knows as void, or one of SVG's.
     *
     * @param tag its name
     * @param attributes names and values in turn
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    /**
     * The head of a table.
     *
     * @param names of its columns
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup columns(String... names) {
        open("thead").open("tr");
        for (String name : names) {
            element("th", name, "scope", "col");
        }
        return close().close();
    }

    /**
     * A text, as {@link VisibleText}.
     *
     * @param text any text
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /**
     * A style sheet. In HTML it is raw text, in XML it is not: it must hold nothing that the two read differently.
     *
     * @param css the sheet, of the code's own
     * @return this
     * @throws IllegalArgumentException when it holds {@code <} or {@code &}
     */
    @CanIgnoreReturnValue
    public Markup style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet must not hold < or &");
        }
        open("style");
        out.append(css);
        return close();
    }

    /**
     * Ends the line, for whoever reads the source.
     *
     * @return this
     */
    @CanIgnoreReturnValue
    public Markup line() {
        out.append('\n');
        return this;
    }

    /**
     * The page.
     *
     * @return all that was written
     * @throws IllegalStateException when an element is still open
     */
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
        String text = VisibleText.of(raw);
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            String entity = entity(text.charAt(at));
            if (!entity.isEmpty()) {
                out.append(text, from, at).append(entity);
                from = at + 1;
            }
        }
        out.append(text, from, text.length());
    }

    private static String entity(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
        };
    }
}
