package dev.holdfast.migration.verify;

import java.util.List;

/**
 * What did not hold.
 *
 * @param problems in the order in which they were looked for
 * @param crc32Only what holds as far as Flyway's CRC32 can tell, which anybody can hit: nobody kept its SHA-256
 */
public record Verification(List<Problem> problems, List<Crc32Only> crc32Only) {
    /** Copies the lists. */
    public Verification {
        problems = List.copyOf(problems);
        crc32Only = List.copyOf(crc32Only);
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

    /**
     * Applied migrations that are known by their CRC32 alone: another tool applied them, or this module's tables were not
     * there yet.
     *
     * @param source whose
     * @param subjects their versions, repeatable ones by their descriptions; at least one
     */
    public record Crc32Only(String source, List<String> subjects) {
        /** Copies the list. */
        public Crc32Only {
            subjects = List.copyOf(subjects);
        }
    }
}
