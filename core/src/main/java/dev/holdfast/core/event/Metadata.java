package dev.holdfast.core.event;

import dev.holdfast.core.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Further facts of an event, bounded: at most {@value #MAX_KEYS} keys an object and items a list, nesting of
 * {@value #MAX_DEPTH}, texts of {@value #MAX_TEXT} characters, {@value #MAX_BYTES} bytes of JSON in all.
 *
 * <p>What is over a bound is cut, and the key {@value #CUT_MARK} says so: an event is worth more than its longest field.
 * Immutable. Never put a secret in.
 */
public final class Metadata {
    /** The most keys of an object, and items of a list. */
    public static final int MAX_KEYS = 64;

    /** The deepest nesting; the top level is 1. */
    public static final int MAX_DEPTH = 5;

    /** The longest text and key, in UTF-16 units. */
    public static final int MAX_TEXT = 2000;

    /** The most bytes of JSON, UTF-8. */
    public static final int MAX_BYTES = 16_384;

    /** The key that is set to true when something was cut. */
    public static final String CUT_MARK = "_cut";

    private static final Metadata EMPTY = new Metadata(Map.of(), "{}");
    private static final int MAX_DIGITS = 1000;

    private final Map<String, @Nullable Object> values;
    private final String json;

    private Metadata(Map<String, @Nullable Object> values, String json) {
        this.values = values;
        this.json = json;
    }

    /**
     * No facts.
     *
     * @return the empty metadata
     */
    public static Metadata empty() {
        return EMPTY;
    }

    /**
     * Facts from a map, in its order.
     *
     * @param facts texts, numbers, booleans, null, and maps and lists of these; other values are taken as their text
     * @return the bounded copy
     */
    public static Metadata of(Map<String, ?> facts) {
        Cutter cutter = new Cutter();
        Map<String, @Nullable Object> unmarked = new LinkedHashMap<>(facts);
        // Facts that were cut before, as stored, must come back as they are: the mark takes no fact's place.
        cutter.cut = unmarked.remove(CUT_MARK, true);
        Map<String, @Nullable Object> copy = cutter.object(unmarked, 1);
        String text = Json.write(copy);
        while (!copy.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES - CUT_MARK.length() - 8) {
            cutter.cut = true;
            copy.remove(lastKey(copy));
            text = Json.write(copy);
        }
        if (cutter.cut) {
            copy.put(CUT_MARK, true);
            text = Json.write(copy);
        }
        return new Metadata(Collections.unmodifiableMap(copy), text);
    }

    /**
     * Facts as stored.
     *
     * @param json a JSON object
     * @return the metadata
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    @SuppressWarnings("unchecked")
    public static Metadata ofJson(String json) {
        if (Json.read(json) instanceof Map<?, ?> map) {
            return of((Map<String, ?>) map);
        }
        throw new IllegalArgumentException("metadata must be a JSON object");
    }

    /**
     * The same facts and one more.
     *
     * @param key the fact's name
     * @param value its value, as in {@link #of}
     * @return the metadata
     */
    public Metadata with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        copy.put(key, value);
        return of(copy);
    }

    /**
     * The facts, in order.
     *
     * @return an unmodifiable map of texts, {@code BigDecimal}s, booleans, nulls, maps and lists
     */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /**
     * The facts as JSON.
     *
     * @return an object, without white space
     */
    public String json() {
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        // Not by the text: jsonb keeps no order of keys.
        return other instanceof Metadata that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }

    private static String lastKey(Map<String, ?> map) {
        String last = "";
        for (String key : map.keySet()) {
            last = key;
        }
        return last;
    }

    /** Copies values within the bounds and remembers whether anything was left out. */
    private static final class Cutter {
        private boolean cut;

        private Map<String, @Nullable Object> object(Map<?, ?> map, int depth) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (copy.size() == MAX_KEYS) {
                    cut = true;
                    break;
                }
                copy.put(text(String.valueOf(entry.getKey())), value(entry.getValue(), depth));
            }
            return copy;
        }

        private @Nullable Object value(@Nullable Object value, int depth) {
            if (value == null || value instanceof Boolean) {
                return value;
            } else if (value instanceof Number number) {
                return number(number);
            } else if (value instanceof Map<?, ?> map) {
                return depth < MAX_DEPTH ? Collections.unmodifiableMap(object(map, depth + 1)) : tooDeep();
            } else if (value instanceof List<?> list) {
                return depth < MAX_DEPTH ? Collections.unmodifiableList(list(list, depth + 1)) : tooDeep();
            }
            return text(value.toString());
        }

        private List<@Nullable Object> list(List<?> list, int depth) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object item : list) {
                if (copy.size() == MAX_KEYS) {
                    cut = true;
                    break;
                }
                copy.add(value(item, depth));
            }
            return copy;
        }

        private Object number(Number number) {
            String digits = number.toString();
            try {
                BigDecimal value = new BigDecimal(digits);
                if (Math.abs((long) value.scale()) > MAX_DIGITS) {
                    return text(digits);
                }
                // As jsonb keeps it: 1e2 is 100, and 1.50 stays 1.50.
                BigDecimal kept = value.setScale(Math.max(value.scale(), 0));
                return kept.precision() <= MAX_DIGITS ? kept : text(digits);
            } catch (NumberFormatException notFinite) {
                return text(digits);
            }
        }

        private String text(String raw) {
            cut |= raw.length() > MAX_TEXT;
            return JsonText.clean(raw, MAX_TEXT);
        }

        private String tooDeep() {
            cut = true;
            return JsonText.CUT;
        }
    }
}
