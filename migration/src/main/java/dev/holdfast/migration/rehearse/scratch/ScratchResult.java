package dev.holdfast.migration.rehearse.scratch;

import java.util.function.Function;

/** A scratch database, or why there is none. */
public sealed interface ScratchResult {
    /**
     * What the case calls for.
     *
     * @param ready when there is one
     * @param refused when there is none
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Ready, T> ready, Function<Refused, T> refused) {
        return this instanceof Ready it ? ready.apply(it) : refused.apply((Refused) this);
    }

    /**
     * It is there.
     *
     * @param database to be closed by the caller
     */
    record Ready(ScratchDatabase database) implements ScratchResult {}

    /**
     * It is not, and nothing is left of the attempt.
     *
     * @param reason why
     * @param message one sentence with the next step
     */
    record Refused(Reason reason, String message) implements ScratchResult {}

    /** Why there is no scratch database. */
    enum Reason {
        /** The source has sessions or prepared transactions, so it cannot serve as a template. */
        SOURCE_IN_USE,
        /** There is no such database. */
        NO_SUCH_SOURCE,
        /** The role may not create a database, or not copy this one. */
        NOT_ALLOWED,
        /** {@code pg_dump} or {@code psql} is missing or has failed. */
        PROGRAM_FAILED
    }
}
