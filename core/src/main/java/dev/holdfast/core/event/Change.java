package dev.holdfast.core.event;

import dev.holdfast.core.Require;
import dev.holdfast.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One field's value before and after.
 *
 * @param path the field, such as {@code role} or {@code address.city}, at most 200 characters
 * @param oldValue the value before as text, or null when there was none
 * @param newValue the value after as text, or null when there is none
 */
public record Change(
        String path, @Nullable String oldValue, @Nullable String newValue) {
    /** The longest value kept, in UTF-16 units; a longer one ends in {@code …[cut]}. */
    public static final int MAX_VALUE = 2000;

    /**
     * Checks the path and cuts long values.
     *
     * @throws IllegalArgumentException when the path is blank or too long
     */
    public Change {
        path = Json.clean(Require.text("path", path, 200));
        oldValue = oldValue == null ? null : JsonText.clean(oldValue, MAX_VALUE);
        newValue = newValue == null ? null : JsonText.clean(newValue, MAX_VALUE);
    }
}
