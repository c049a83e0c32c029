package dev.holdfast.audit.privacy.internal;

import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an event that may tell of a person, as one JSON object: names, personal ids, address, user agent, place, old
 * and new values, and metadata. {@link PersonalEvent} takes them out of the event and puts them back.
 */
final class PersonalParts {
    /** What the ciphertext may hold, so that it fits into metadata with its nonce, its tag and the detours of Base64. */
    static final int MAX_BYTES = 11_900;

    /** Set when something did not fit. */
    static final String CUT = "cut";

    /** For the names of the parts, and the empty places of what did not fit. */
    private static final int RESERVE = 400;

    private final Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    private int left = MAX_BYTES - RESERVE;

    private PersonalParts() {}

    /**
     * The parts as JSON. What does not fit is left out, the least telling first: an event is worth more than its longest
     * field.
     */
    static String json(SecurityEvent event, Pseudonyms pseudonyms) {
        PersonalParts of = new PersonalParts();
        Actor actor = event.actor();
        of.put("actor_name", actor.name());
        of.put("actor_id", pseudonyms.isPersonal(actor.id()) ? actor.id() : null);
        of.put("on_behalf_of", pseudonyms.isPersonal(actor.onBehalfOf()) ? actor.onBehalfOf() : null);
        of.put("source_ip", event.context().sourceIp());
        of.put("user_agent", event.context().userAgent());
        of.put("geo", event.context().geo());
        of.putAll(
                "targets",
                event.targets().stream()
                        .map(target -> pair(
                                "id", pseudonyms.isPersonal(target.id()) ? target.id() : null, "name", target.name()))
                        .toList());
        of.putAll(
                "changes",
                event.changes().stream()
                        .map(change -> pair("old", change.oldValue(), "new", change.newValue()))
                        .toList());
        of.putFacts(event.metadata().values());
        return Json.write(of.parts);
    }

    private void put(String name, @Nullable Object value) {
        if (value != null && fits(name, value)) {
            parts.put(name, value);
        }
    }

    private void putAll(String name, List<Map<String, Object>> items) {
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Map<String, Object> item : items) {
            // An empty one keeps the place of what did not fit.
            kept.add(fits("", item) ? item : Map.of());
        }
        if (!kept.isEmpty()) {
            parts.put(name, kept);
        }
    }

    private void putFacts(Map<String, @Nullable Object> facts) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (fits(name, value)) {
                kept.put(name, value);
            }
        });
        if (!kept.isEmpty()) {
            parts.put("metadata", kept);
        }
    }

    private boolean fits(String name, @Nullable Object value) {
        int bytes = bytes(name) + bytes(value) + 2;
        if (bytes > left) {
            parts.put(CUT, true);
            return false;
        }
        left -= bytes;
        return true;
    }

    private static int bytes(@Nullable Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, Object> pair(String first, @Nullable String one, String second, @Nullable String other) {
        Map<String, Object> pair = new LinkedHashMap<>();
        if (one != null) {
            pair.put(first, one);
        }
        if (other != null) {
            pair.put(second, other);
        }
        return pair;
    }
}
