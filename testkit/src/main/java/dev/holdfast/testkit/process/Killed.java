package dev.holdfast.testkit.process;

import java.util.List;

/**
 * A child's death, as a {@link KillPlan.Check} sees it.
 *
 * @param point the name of the point it died at, or {@code (random)}
 * @param number the number of the kill, from 0
 * @param lines everything it had written, such as its acknowledgements
 */
public record Killed(String point, int number, List<String> lines) {

    /** Makes a defensive copy. */
    public Killed {
        lines = List.copyOf(lines);
    }

    /**
     * The rests of the lines that begin with a prefix, such as the identifiers after {@code stored }.
     *
     * @param prefix how the lines begin
     * @return what follows the prefix, in the order written
     */
    public List<String> linesAfter(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
