package dev.holdfast.migration.verify;

import java.util.List;

/**
 * What did not hold.
 *
 * @param problems in the order in which they were looked for
 */
public record Verification(List<Problem> problems) {
    /** Copies the list. */
    public Verification {
        problems = List.copyOf(problems);
    }

    /**
     * Whether everything holds.
     *
     * @return true when there is no problem
     */
    public boolean passed() {
        return problems.isEmpty();
    }

    /**
     * One thing that does not hold.
     *
     * @param source whose: a module's name, {@code host}, or {@code expectation}
     * @param subject the version, column or name it is about
     * @param message what was expected and what was found; no row data
     */
    public record Problem(String source, String subject, String message) {}
}
