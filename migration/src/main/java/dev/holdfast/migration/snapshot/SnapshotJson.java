package dev.holdfast.migration.snapshot;

import dev.holdfast.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with what it looked at, as JSON: to keep, and to compare with later.
 *
 * @param scope what was looked at
 * @param snapshot what was seen
 */
public record SnapshotJson(SnapshotScope scope, SchemaSnapshot snapshot) {
    private static final String FORMAT = "holdfast-snapshot";
    private static final int VERSION = 1;

    /**
     * Writes the text, the same for equal snapshots.
     *
     * @return one JSON object
     */
    public String write() {
        List<Map<String, Object>> objects = new ArrayList<>();
        snapshot.definitions().forEach((object, definition) -> objects.add(entry(object, definition)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("version", VERSION);
        document.put("schemas", scope.schemas());
        document.put("ignoredTables", scope.ignoredTables());
        document.put("sequenceValues", scope.withSequenceValues());
        document.put("objects", objects);
        return Json.write(document);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param text the text
     * @return the snapshot and its scope
     * @throws IllegalArgumentException when the text is something else, or of a later version
     */
    public static SnapshotJson read(String text) {
        Map<?, ?> document = object(Json.read(text));
        if (!FORMAT.equals(document.get("format"))
                || !String.valueOf(document.get("version")).equals(String.valueOf(VERSION))) {
            throw new IllegalArgumentException("snapshot must be of format " + FORMAT + ", version " + VERSION);
        }
        SnapshotScope scope = new SnapshotScope(
                texts(document.get("schemas")),
                texts(document.get("ignoredTables")),
                Boolean.TRUE.equals(document.get("sequenceValues")));
        TreeMap<CatalogObject, String> definitions = new TreeMap<>();
        for (Object entry : list(document.get("objects"))) {
            Map<?, ?> object = object(entry);
            definitions.put(
                    new CatalogObject(
                            CatalogObject.Kind.valueOf(text(object.get("kind"))),
                            text(object.get("schema")),
                            text(object.get("owner")),
                            text(object.get("name"))),
                    text(object.get("definition")));
        }
        return new SnapshotJson(scope, SchemaSnapshot.of(definitions));
    }

    private static Map<String, Object> entry(CatalogObject object, String definition) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", object.kind().name());
        entry.put("schema", object.schema());
        entry.put("owner", object.owner());
        entry.put("name", object.name());
        entry.put("definition", definition);
        return entry;
    }

    private static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("snapshot must hold an object where it holds something else");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("snapshot must hold a list where it holds something else");
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(SnapshotJson::text).toList();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("snapshot must hold a text where it holds something else");
    }
}
