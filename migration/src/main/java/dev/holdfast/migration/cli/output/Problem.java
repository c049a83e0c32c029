package dev.holdfast.migration.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a command ended early.
 *
 * @param exit how it ended
 * @param message what was wrong and what to do next; no secret
 * @param details more for the machine, such as the version and the SQLSTATE
 */
public record Problem(Exit exit, String message, Map<String, String> details) {
    /** Copies the map. */
    public Problem {
        details = Map.copyOf(details);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("message", message);
        details.keySet().stream().sorted().forEach(key -> facts.put(key, details.get(key)));
        return facts;
    }
}
