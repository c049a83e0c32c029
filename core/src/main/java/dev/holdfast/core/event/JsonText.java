package dev.holdfast.core.event;

import dev.holdfast.core.json.Json;

/** Texts as an event keeps them: storable, and no longer than allowed. */
final class JsonText {
    static final String CUT = "…[cut]";

    private JsonText() {}

    static String clean(String raw, int max) {
        // Cutting may part a surrogate pair; cleaning afterwards replaces the half that is left.
        return Json.clean(raw.length() <= max ? raw : raw.substring(0, max - CUT.length()) + CUT);
    }
}
