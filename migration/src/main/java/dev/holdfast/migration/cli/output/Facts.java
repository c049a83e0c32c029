package dev.holdfast.migration.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Facts for machines, in the order in which they are named: the same answer is the same text. */
public final class Facts {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    private Facts() {}

    /**
     * Begins with one fact.
     *
     * @param name its name
     * @param value a map, list, text, number or boolean
     * @return facts to add to
     */
    public static Facts of(String name, Object value) {
        return new Facts().and(name, value);
    }

    /**
     * Adds one more.
     *
     * @param name its name
     * @param value a map, list, text, number or boolean
     * @return this
     */
    public Facts and(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    /**
     * Adds one more if there is one.
     *
     * @param name its name
     * @param value a map, list, text, number or boolean
     * @return this
     */
    public Facts and(String name, Optional<?> value) {
        value.ifPresent(present -> facts.put(name, present));
        return this;
    }

    /**
     * The facts so far.
     *
     * @return a map in their order
     */
    public Map<String, Object> map() {
        return new LinkedHashMap<>(facts);
    }
}
