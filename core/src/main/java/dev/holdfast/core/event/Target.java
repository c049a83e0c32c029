package dev.holdfast.core.event;

import dev.holdfast.core.Require;
import dev.holdfast.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What an act was done to.
 *
 * @param type the kind, such as {@code lending}, at most 64 characters
 * @param id the host's id, at most 200 characters
 * @param name the name at the time, at most 200 characters, or null; pinned, so a later rename does not change history
 */
public record Target(String type, String id, @Nullable String name) {
    /**
     * Checks the lengths, and replaces what no database text can hold.
     *
     * @throws IllegalArgumentException when a part is blank or too long
     */
    public Target {
        type = Json.clean(Require.text("type", type, 64));
        id = Json.clean(Require.text("id", id, 200));
        name = name == null ? null : Json.clean(Require.text("name", name, 200));
    }

    /**
     * A target without a name.
     *
     * @param type the kind
     * @param id the host's id
     * @return the target
     */
    public static Target of(String type, String id) {
        return new Target(type, id, null);
    }
}
