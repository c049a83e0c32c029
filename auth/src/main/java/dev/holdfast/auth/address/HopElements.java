package dev.holdfast.auth.address;

import java.util.List;
import java.util.Optional;

/**
 * The elements of a header that is a list (RFC 9110 §5.6.1), over all its lines, from the last to the first.
 *
 * <p>Read from the right, an element stands as its proxy wrote it whatever precedes it: an unclosed quote or a mile of
 * text that the client sent ahead is never looked at. For one thread.
 */
final class HopElements {
    /** The longest element looked at: an address, its port and what {@code Forwarded} says besides. */
    static final int MAX_LENGTH = 512;

    private final List<String> lines;
    private final boolean quotes;
    private int line;
    private int end;

    HopElements(List<String> lines, boolean quotes) {
        this.lines = lines;
        this.quotes = quotes;
        this.line = lines.size();
        this.end = -1;
    }

    /** The next element to the left, without the blanks around it; empty when there is none, or none that can be told. */
    Optional<String> next() {
        if (end < 0) {
            if (line == 0) {
                return Optional.empty();
            }
            line--;
            end = lines.get(line).length();
        }
        String text = lines.get(line);
        int start = startOf(text);
        if (end - start > MAX_LENGTH) {
            return Optional.empty();
        }
        String element = text.substring(start, end);
        end = start - 1;
        return Optional.of(trimmed(element));
    }

    /** Where the element begins that ends here; gives up, by a start far away, on one that is too long. */
    private int startOf(String text) {
        boolean quoted = false;
        int at = end;
        while (at > 0 && end - at <= MAX_LENGTH) {
            char before = text.charAt(at - 1);
            if (quotes && before == '"' && !isEscaped(text, at - 1)) {
                quoted = !quoted;
            }
            if (before == ',' && !quoted) {
                return at;
            }
            at--;
        }
        return at;
    }

    private static boolean isEscaped(String text, int at) {
        int from = at;
        while (from > 0 && text.charAt(from - 1) == '\\' && at - from <= MAX_LENGTH) {
            from--;
        }
        return (at - from) % 2 == 1;
    }

    /** Without blanks and tabs, which is what OWS is; other white space belongs to the element and makes it malformed. */
    private static String trimmed(String element) {
        int from = 0;
        int to = element.length();
        while (from < to && isBlank(element.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(element.charAt(to - 1))) {
            to--;
        }
        return element.substring(from, to);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
