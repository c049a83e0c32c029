package dev.holdfast.migration.cli.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a command has to say, for a machine and for a person.
 *
 * @param exit how the command ended
 * @param facts for the machine: maps, lists, texts, numbers, booleans
 * @param text for the person, as the terminal can show it
 */
public record Answer(Exit exit, Map<String, ?> facts, Function<Style, String> text) {
    /** Copies the map, in its order. */
    public Answer {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * An answer.
     *
     * @param exit how the command ended
     * @param facts for the machine
     * @param text for the person
     * @return the answer
     */
    public static Answer of(Exit exit, Facts facts, Function<Style, String> text) {
        return new Answer(exit, facts.map(), text);
    }

    /**
     * An answer of one line.
     *
     * @param exit how the command ended
     * @param facts for the machine
     * @param line for the person
     * @return the answer
     */
    public static Answer line(Exit exit, Facts facts, String line) {
        return of(exit, facts, style -> Style.safe(line) + "\n");
    }
}
