package dev.holdfast.core.lock.etag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the value of If-Match and If-None-Match: {@code "*"} or a list of entity tags (RFC 9110 §13.1.1, §13.1.2).
 *
 * <p>What comes from outside is bounded before it is looked at, each character is looked at once, and nothing is thrown.
 *
 * @param any whether the value was {@code *}
 * @param tags the tags otherwise
 */
record TagList(boolean any, List<EntityTag> tags) {
    static final int MAX_LENGTH = 8192;
    static final int MAX_TAGS = 64;

    private static final Pattern ANY = Pattern.compile("[ \\t]*\\*[ \\t]*");

    /** The tags of all lines of one header, or empty when they are malformed. */
    static Optional<TagList> parse(List<String> lines) {
        // RFC 9110 §5.3: several lines of a list are one list.
        String value = String.join(",", lines);
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return ANY.matcher(value).matches() ? Optional.of(new TagList(true, List.of())) : new Reader(value).list();
    }

    /** A position in the value. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<TagList> list() {
            List<EntityTag> tags = new ArrayList<>();
            while (true) {
                // RFC 9110 §5.6.1.2: a recipient accepts empty elements.
                while (peek() == ' ' || peek() == '\t' || peek() == ',') {
                    at++;
                }
                if (at == text.length()) {
                    return Optional.of(new TagList(false, List.copyOf(tags)));
                }
                Optional<EntityTag> tag = tag();
                if (tag.isEmpty() || tags.size() == MAX_TAGS || !atElementEnd()) {
                    return Optional.empty();
                }
                tags.add(tag.get());
            }
        }

        private Optional<EntityTag> tag() {
            // The weak mark is case-sensitive: weak = %s"W/"
            boolean weak = text.startsWith("W/", at);
            int open = weak ? at + 2 : at;
            if (open >= text.length() || text.charAt(open) != '"') {
                return Optional.empty();
            }
            int close = open + 1;
            while (close < text.length() && isTagCharacter(text.charAt(close))) {
                close++;
            }
            if (close == text.length() || text.charAt(close) != '"' || close - open - 1 > EntityTag.MAX_LENGTH) {
                return Optional.empty();
            }
            at = close + 1;
            return Optional.of(new EntityTag(text.substring(open + 1, close), weak));
        }

        private boolean atElementEnd() {
            while (peek() == ' ' || peek() == '\t') {
                at++;
            }
            return at == text.length() || peek() == ',';
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private static boolean isTagCharacter(char c) {
            return c == 0x21 || (c >= 0x23 && c <= 0x7E) || (c >= 0x80 && c <= 0xFF);
        }
    }
}
