package dev.holdfast.core.lock.merge;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a record's components by name. */
final class RecordFields {
    private RecordFields() {}

    static Map<String, @Nullable Object> of(Record values) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            fields.put(component.getName(), read(component.getAccessor(), values));
        }
        return fields;
    }

    private static @Nullable Object read(Method accessor, Record values) {
        try {
            // A record that is not public has accessors that are not reachable otherwise.
            accessor.setAccessible(true);
            return accessor.invoke(values);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "component " + accessor.getName() + " of "
                            + values.getClass().getName()
                            + " must be readable from here; open its package or give maps",
                    e);
        }
    }
}
