package dev.holdfast.audit.internal;

import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event's lists as the JSON arrays of their columns, and back; an absent member is null. */
public final class EventJson {
    private EventJson() {}

    /** The targets as an array of objects. */
    public static String ofTargets(List<Target> targets) {
        StringBuilder out = new StringBuilder("[");
        for (Target target : targets) {
            begin(out, "type", target.type());
            put(out, "id", target.id());
            put(out, "name", target.name());
            out.append('}');
        }
        return out.append(']').toString();
    }

    /** The targets of such an array. */
    public static List<Target> targets(String json) {
        return list(json, object -> new Target(text(object, "type"), text(object, "id"), optional(object, "name")));
    }

    /** The changed fields as an array of objects. */
    public static String ofChanges(List<Change> changes) {
        StringBuilder out = new StringBuilder("[");
        for (Change change : changes) {
            begin(out, "path", change.path());
            put(out, "old", change.oldValue());
            put(out, "new", change.newValue());
            out.append('}');
        }
        return out.append(']').toString();
    }

    /** The changed fields of such an array. */
    public static List<Change> changes(String json) {
        return list(json, object -> new Change(text(object, "path"), optional(object, "old"), optional(object, "new")));
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

    /** Opens the next object of an array with a field. */
    private static void begin(StringBuilder out, String key, String value) {
        out.append(out.length() > 1 ? ",{" : "{");
        field(out, key, value);
    }

    private static void put(StringBuilder out, String key, @Nullable String value) {
        if (value != null) {
            out.append(',');
            field(out, key, value);
        }
    }

    private static void field(StringBuilder out, String key, String value) {
        out.append('"').append(key).append("\":").append(Json.write(value));
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
