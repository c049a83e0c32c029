package dev.holdfast.migration;

import dev.holdfast.migration.sql.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What each module and the host have applied, and what waits.
 *
 * @param histories one for each source, in the order in which they are migrated
 */
public record MigrationStatus(List<History> histories) {
    /** Copies the list. */
    public MigrationStatus {
        histories = List.copyOf(histories);
    }

    /**
     * The history of one source.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @return its history
     * @throws IllegalArgumentException when there is no such source
     */
    public History of(String source) {
        return histories.stream()
                .filter(history -> history.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("source must be one of "
                        + histories.stream().map(History::source).toList() + ", got '" + source + "'"));
    }

    /**
     * Whether everything has been applied and nothing failed.
     *
     * @return true when there is nothing to do
     */
    public boolean isCurrent() {
        return histories.stream()
                .allMatch(history -> history.in(State.PENDING).isEmpty()
                        && history.in(State.FAILED).isEmpty()
                        && history.in(State.INTERRUPTED).isEmpty());
    }

    /**
     * One source's history.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @param table its history table
     * @param steps its migrations, in order
     */
    public record History(String source, TableName table, List<Step> steps) {
        /** Copies the list. */
        public History {
            steps = List.copyOf(steps);
        }

        /**
         * The versions in a state.
         *
         * @param state the state
         * @return the versions, in order; a repeatable script stands with its description
         */
        public List<String> in(State state) {
            return steps.stream()
                    .filter(step -> step.state() == state)
                    .map(step -> step.version().orElse(step.description()))
                    .toList();
        }
    }

    /**
     * One migration.
     *
     * @param version its version; none for a repeatable one
     * @param description what it does
     * @param script the name of its file
     * @param state where it stands
     * @param run who ran it and when; none when it has not been run
     * @param interruption how far it came; none unless it is interrupted
     */
    public record Step(
            Optional<String> version,
            String description,
            String script,
            State state,
            Optional<Run> run,
            Optional<Interruption> interruption) {}

    /**
     * A migration that was cut short between its steps.
     *
     * @param step the first step that is not done, from 1
     * @param of how many steps it has
     * @param begun whether that step had begun, so that it may have left something
     * @param next what to do
     */
    public record Interruption(int step, int of, boolean begun, String next) {}

    /**
     * A run of a migration.
     *
     * @param by the database role
     * @param at when it ended, by the server's clock
     * @param took how long it ran
     */
    public record Run(String by, Instant at, Duration took) {}

    /** Where a migration stands. */
    public enum State {
        /** Applied, and its script is at hand. */
        APPLIED,
        /** Not applied yet, or applied and taken back. */
        PENDING,
        /** Its run failed and left a row that says so. */
        FAILED,
        /** Some of its steps are done, and the next run goes on after them. */
        INTERRUPTED,
        /** A run that was taken back later. */
        UNDONE,
        /** Applied, but its script is not at hand. */
        MISSING,
        /** Applied by a newer version of the application. */
        FUTURE,
        /** The line drawn by a baseline, or below it. */
        BASELINE,
        /** Will not be applied: out of order, or above the target. */
        IGNORED
    }
}
