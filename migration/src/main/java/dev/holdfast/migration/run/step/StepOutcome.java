package dev.holdfast.migration.run.step;

import dev.holdfast.core.HoldfastException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a step. Texts name objects and numbers; they go into the run's record, so no row, literal of a script or
 * secret may stand in them.
 */
public sealed interface StepOutcome {
    /**
     * What the case calls for.
     *
     * @param passed when the run goes on
     * @param skipped when there was nothing to do, and the run goes on
     * @param refused when the run must not go on
     * @param failed when the step did not come to its end, or something does not hold
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(
            Function<Passed, T> passed,
            Function<Skipped, T> skipped,
            Function<Refused, T> refused,
            Function<Failed, T> failed) {
        if (this instanceof Passed it) {
            return passed.apply(it);
        }
        if (this instanceof Skipped it) {
            return skipped.apply(it);
        }
        return this instanceof Refused it ? refused.apply(it) : failed.apply((Failed) this);
    }

    /**
     * It did what it is for.
     *
     * @param note what it did, in a few words
     * @param details a line for each thing that it found and that may pass
     */
    record Passed(String note, List<String> details) implements StepOutcome {
        /** Copies the list. */
        public Passed {
            details = List.copyOf(details);
        }

        /**
         * One that found nothing worth a line.
         *
         * @param note what it did, in a few words
         */
        public Passed(String note) {
            this(note, List.of());
        }
    }

    /**
     * There was nothing for it to do, or nobody asked for it.
     *
     * @param why which of these
     */
    record Skipped(String why) implements StepOutcome {}

    /**
     * By its rules the run must not go on.
     *
     * @param why the rule that is not kept, and by what
     * @param next what to do next; empty when {@code why} says it
     * @param details a line for each thing that it found
     * @param cause what was thrown, if it was by an exception that the step learned of it
     */
    record Refused(String why, String next, List<String> details, Optional<HoldfastException> cause)
            implements StepOutcome {
        /** Copies the list. */
        public Refused {
            details = List.copyOf(details);
        }

        /**
         * A refusal that needs no list.
         *
         * @param why the rule that is not kept, and by what
         * @param next what to do next
         */
        public Refused(String why, String next) {
            this(why, next, List.of(), Optional.empty());
        }
    }

    /**
     * It did not come to its end, or what it looked at does not hold.
     *
     * @param why what happened
     * @param next what to do next; empty when {@code why} says it
     * @param details a line for each thing that it found
     * @param cause what was thrown, if anything was
     */
    record Failed(String why, String next, List<String> details, Optional<HoldfastException> cause)
            implements StepOutcome {
        /** Copies the list. */
        public Failed {
            details = List.copyOf(details);
        }
    }
}
