package dev.holdfast.migration.phase;

import java.util.List;
import java.util.function.Function;

/** Whether a migration may be applied now. */
public sealed interface GateDecision {
    /**
     * What the case calls for.
     *
     * @param open when it may be applied
     * @param closed when it may not
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Open, T> open, Function<Closed, T> closed) {
        return this instanceof Open it ? open.apply(it) : closed.apply((Closed) this);
    }

    /** It may be applied. */
    record Open() implements GateDecision {}

    /**
     * It may not be applied yet.
     *
     * @param reason why
     * @param message the reason with names and the next step
     * @param inTheWay the instances that stand in the way; empty when none was seen at all
     */
    record Closed(Reason reason, String message, List<SeenVersion> inTheWay) implements GateDecision {
        /** Copies the list. */
        public Closed {
            inTheWay = List.copyOf(inTheWay);
        }
    }

    /** Why a gate is closed. */
    enum Reason {
        /** An instance of an older version was seen within the window. */
        OLD_VERSION_RUNS,
        /** An instance calls its version something that cannot be compared. */
        UNREADABLE_VERSION,
        /** No instance was seen within the window: nothing is known of what runs. */
        NOBODY_SEEN,
        /** A rule of the host's own says so, such as a freeze of changes. */
        HOST_RULE
    }
}
