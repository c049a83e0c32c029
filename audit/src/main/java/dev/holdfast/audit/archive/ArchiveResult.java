package dev.holdfast.audit.archive;

import java.time.YearMonth;
import java.util.function.Function;

/** What became of one month. */
public sealed interface ArchiveResult {
    /**
     * Which month.
     *
     * @return the month, in UTC
     */
    YearMonth month();

    /**
     * It has come on.
     *
     * @param month the month
     * @param state how far
     */
    record Moved(YearMonth month, ArchiveState state) implements ArchiveResult {}

    /**
     * It is as far as it can come for now.
     *
     * @param month the month
     * @param state how far
     */
    record Resting(YearMonth month, ArchiveState state) implements ArchiveResult {}

    /**
     * Something is in its way; the next run tries again.
     *
     * @param month the month
     * @param state how far it is, which can be less far than before
     * @param reason what is in its way
     */
    record Stopped(YearMonth month, ArchiveState state, Reason reason) implements ArchiveResult {}

    /**
     * Another node is at it.
     *
     * @param month the month
     */
    record Busy(YearMonth month) implements ArchiveResult {}

    /** What is in a month's way. */
    enum Reason {
        /** Events of it are not sealed yet, or no checkpoint of the key covers them: seal, then run again. */
        NOT_SEALED,
        /** What is in the log, or in the files, is not what was sealed: let the log's verifier say what. */
        NOT_PROVEN,
        /** The detached table holds other rows than the archive: it is part of the log again, to be archived anew. */
        ROWS_DIFFER,
        /** A legal hold names events of it. */
        HELD,
        /** A long transaction uses the log: run again when it has ended. */
        LOCKED,
        /** The month's table is not there, though its events are not known to be in an archive. */
        TABLE_MISSING,
        /** What was asked is not what can be done in its state. */
        OTHER_STATE
    }

    /**
     * Decides by the case.
     *
     * @param moved when it has come on
     * @param resting when nothing is to be done
     * @param stopped when something is in its way
     * @param busy when another node is at it
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(
            Function<Moved, T> moved,
            Function<Resting, T> resting,
            Function<Stopped, T> stopped,
            Function<Busy, T> busy) {
        if (this instanceof Moved on) {
            return moved.apply(on);
        }
        if (this instanceof Resting rest) {
            return resting.apply(rest);
        }
        return this instanceof Stopped stop ? stopped.apply(stop) : busy.apply((Busy) this);
    }
}
