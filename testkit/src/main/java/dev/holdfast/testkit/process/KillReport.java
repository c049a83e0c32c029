package dev.holdfast.testkit.process;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a {@link KillPlan} hit each point.
 *
 * @param hits the number of kills by the point's name; random ones count as {@code (random)}
 */
public record KillReport(Map<String, Integer> hits) {

    /** Makes a defensive copy in the order of the names. */
    public KillReport {
        hits = Collections.unmodifiableMap(new TreeMap<>(hits));
    }

    /** The distribution, one line a point. */
    @Override
    public String toString() {
        return hits.entrySet().stream()
                .map(hit -> "%8d  %s%n".formatted(hit.getValue(), hit.getKey()))
                .collect(Collectors.joining());
    }
}
