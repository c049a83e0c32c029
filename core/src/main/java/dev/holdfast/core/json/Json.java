package dev.holdfast.core.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: {@code Map<String, ?>} in order, {@code List<?>}, {@code String}, {@code BigDecimal},
 * {@code Boolean} and null.
 *
 * <p>Small on purpose: events and records need a strict reader and a writer whose output PostgreSQL's {@code jsonb}
 * takes, and no library is forced on the host for it. Source: RFC 8259. Thread-safe.
 */
public final class Json {
    /** The deepest nesting read and written. */
    public static final int MAX_DEPTH = 64;

    private Json() {}

    /**
     * Writes a value without white space.
     *
     * @param value maps with text keys, lists, texts, numbers, booleans and null
     * @return the text; unpaired surrogates and NUL come out as U+FFFD, since PostgreSQL stores neither
     * @throws IllegalArgumentException when a value is of another type, not finite, or nested too deep
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value, 0);
        return out.toString();
    }

    /**
     * Reads one value; nothing may follow it.
     *
     * @param text the JSON text
     * @return the value
     * @throws IllegalArgumentException when the text is not JSON, repeats a key or nests too deep; the message gives the
     *     position and quotes nothing
     */
    public static @Nullable Object read(String text) {
        return new JsonReader(text).document();
    }

    /**
     * The text with what no database text can hold replaced: unpaired surrogates and NUL become U+FFFD.
     *
     * @param text any text
     * @return the same text when it was clean
     */
    public static String clean(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, '\uFFFD');
            }
        }
        return out == null ? text : out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("value must not be nested deeper than " + MAX_DEPTH);
        }
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            appendText(out, text.toString());
        } else if (value instanceof Number number) {
            out.append(plain(number));
        } else if (value instanceof Map<?, ?> map) {
            appendObject(out, map, depth);
        } else if (value instanceof List<?> list) {
            appendArray(out, list, depth);
        } else {
            throw new IllegalArgumentException("value must be a map, list, text, number, boolean or null, got "
                    + value.getClass().getName());
        }
    }

    private static void appendObject(StringBuilder out, Map<?, ?> map, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            appendText(out, String.valueOf(entry.getKey()));
            out.append(':');
            append(out, entry.getValue(), depth + 1);
            separator = ",";
        }
        out.append('}');
    }

    private static void appendArray(StringBuilder out, List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            append(out, item, depth + 1);
            separator = ",";
        }
        out.append(']');
    }

    private static String plain(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("number must be finite, got " + value);
            }
            return BigDecimal.valueOf(value).toString();
        }
        if (number instanceof BigDecimal
                || number instanceof BigInteger
                || number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            return number.toString();
        }
        throw new IllegalArgumentException(
                "number must be of a standard type, got " + number.getClass().getName());
    }

    private static void appendText(StringBuilder out, String raw) {
        String text = clean(raw);
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
