package dev.holdfast.core.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text by recursive descent, with the nesting bounded. */
final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]{1,9}+)?");

    // Longer numbers cost time to read that grows with the square of their length. What an event holds (1000 digits,
    // moved
    // by at most 1000 places) has to come back from jsonb, which writes exponents out.
    private static final int MAX_NUMBER = 2100;

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable
    Object document() {
        Object value = value(0);
        skipBlanks();
        if (at != text.length()) {
            throw malformed("nothing more");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw malformed("nesting of at most " + Json.MAX_DEPTH);
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (taken('}')) {
            return members;
        }
        do {
            skipBlanks();
            String key = string();
            skipBlanks();
            expect(':');
            if (members.containsKey(key)) {
                throw malformed("each key once");
            }
            members.put(key, value(depth + 1));
            skipBlanks();
        } while (taken(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        skipBlanks();
        if (taken(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
            skipBlanks();
        } while (taken(','));
        expect(']');
        return items;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            } else if (c == '\\') {
                out.append(escaped());
            } else if (c < 0x20) {
                throw malformed("no bare control character in a text");
            } else {
                out.append(c);
            }
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("a known escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            // ASCII only: Character.digit would take the digits of every script.
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed("four hex digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private BigDecimal number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw malformed("a value");
        }
        if (matcher.end() - at > MAX_NUMBER) {
            throw malformed("a number of at most " + MAX_NUMBER + " characters");
        }
        at = matcher.end();
        return new BigDecimal(matcher.group());
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed("a value");
        }
        at += word.length();
        return value;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("more text");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw malformed("'" + c + "'");
        }
    }

    private IllegalArgumentException malformed(String expected) {
        return new IllegalArgumentException("JSON must have " + expected + " at position " + at);
    }
}
