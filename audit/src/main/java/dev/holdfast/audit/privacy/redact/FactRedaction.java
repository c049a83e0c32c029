package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Redacts metadata, all the way down; its depth is bounded by the model. Thread-safe. */
final class FactRedaction {
    private final KeyNames names;
    private final TextRedaction texts;

    FactRedaction(KeyNames names, TextRedaction texts) {
        this.names = names;
        this.texts = texts;
    }

    /** Whether {@link #apply} would change nothing; takes no memory. */
    boolean isClean(Map<?, ?> facts) {
        for (Map.Entry<?, ?> fact : facts.entrySet()) {
            String name = String.valueOf(fact.getKey());
            Object value = fact.getValue();
            if (!texts.isClean(name) || !(isFlag(value) || (!names.isSecret(name) && isClean(value)))) {
                return false;
            }
        }
        return true;
    }

    private boolean isClean(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return isClean(map);
        }
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (!isClean(item)) {
                    return false;
                }
            }
            return true;
        }
        return isFlag(value) || texts.isClean(String.valueOf(value));
    }

    /** True, false and null tell no secret, under any name. */
    private static boolean isFlag(@Nullable Object value) {
        return value == null || value instanceof Boolean;
    }

    Map<String, @Nullable Object> apply(Map<?, ?> facts) {
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        for (Map.Entry<?, ?> fact : facts.entrySet()) {
            String name = String.valueOf(fact.getKey());
            Object value = fact.getValue();
            clean.put(unused(clean, texts.apply(name)), names.isSecret(name) ? marked(value) : value(value));
        }
        return clean;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return apply(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> clean = new ArrayList<>(list.size());
            list.forEach(item -> clean.add(value(item)));
            return clean;
        }
        if (value == null || isFlag(value)) {
            return value;
        }
        // A number may be a card's: it is kept as a number unless it is one.
        String text = value.toString();
        String clean = texts.apply(text);
        return clean.equals(text) ? value : clean;
    }

    private static @Nullable Object marked(@Nullable Object value) {
        return isFlag(value) ? value : TextRedaction.MARK;
    }

    /** Two secrets as names of facts would become one mark, and one fact would be lost. */
    private static String unused(Map<String, ?> facts, String name) {
        String free = name;
        for (int i = 2; facts.containsKey(free); i++) {
            free = name + '#' + i;
        }
        return free;
    }
}
