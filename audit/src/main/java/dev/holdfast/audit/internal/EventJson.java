package dev.holdfast.audit.internal;

import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event's lists as the JSON arrays of their columns, and back; an absent member is null. */
public final class EventJson {
    private EventJson() {}

    /** The targets as an array of objects. */
    public static String ofTargets(List<Target> targets) {
        return array(targets, target -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("type", target.type());
            object.put("id", target.id());
            put(object, "name", target.name());
            return object;
        });
    }

    /** The targets of such an array. */
    public static List<Target> targets(String json) {
        return list(json, object -> new Target(text(object, "type"), text(object, "id"), optional(object, "name")));
    }

    /** The changed fields as an array of objects. */
    public static String ofChanges(List<Change> changes) {
        return array(changes, change -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("path", change.path());
            put(object, "old", change.oldValue());
            put(object, "new", change.newValue());
            return object;
        });
    }

    /** The changed fields of such an array. */
    public static List<Change> changes(String json) {
        return list(json, object -> new Change(text(object, "path"), optional(object, "old"), optional(object, "new")));
    }

    private static <T> String array(List<T> items, Function<T, Map<String, @Nullable Object>> toObject) {
        return items.isEmpty() ? "[]" : Json.write(items.stream().map(toObject).toList());
    }

    private static <T> List<T> list(String json, Function<Map<?, ?>, T> fromObject) {
        if (!(Json.read(json) instanceof List<?> items)) {
            throw malformed();
        }
        List<T> values = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> object)) {
                throw malformed();
            }
            values.add(fromObject.apply(object));
        }
        return values;
    }

    private static void put(Map<String, @Nullable Object> object, String key, @Nullable String value) {
        if (value != null) {
            object.put(key, value);
        }
    }

    private static String text(Map<?, ?> object, String key) {
        String value = optional(object, key);
        if (value == null) {
            throw malformed();
        }
        return value;
    }

    private static @Nullable String optional(Map<?, ?> object, String key) {
        return object.get(key) instanceof String value ? value : null;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("JSON must be an array of objects with their texts");
    }
}
