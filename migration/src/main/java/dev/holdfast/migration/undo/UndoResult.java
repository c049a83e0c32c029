package dev.holdfast.migration.undo;

import java.time.Duration;
import java.util.function.Function;

/** What became of taking one migration back. */
public sealed interface UndoResult {
    /**
     * What the case calls for.
     *
     * @param undone when it was taken back
     * @param refused when it was not
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Undone, T> undone, Function<Refused, T> refused) {
        if (this instanceof Undone it) {
            return undone.apply(it);
        }
        return refused.apply((Refused) this);
    }

    /**
     * It was taken back; the version is pending again.
     *
     * @param source a module's name, or {@code host}
     * @param version the version
     * @param script the undo script that ran
     * @param took how long it ran
     */
    record Undone(String source, String version, String script, Duration took) implements UndoResult {}

    /**
     * Nothing was changed.
     *
     * @param reason why
     * @param message the reason with names and the next step
     */
    record Refused(Reason reason, String message) implements UndoResult {}

    /** Why an undo was refused. */
    enum Reason {
        /** No migration of that version is at hand or in the history. */
        UNKNOWN_VERSION,
        /** The version is known, but not applied. */
        NOT_APPLIED,
        /** A later one is applied and may depend on it. */
        NOT_NEWEST,
        /** There is no undo script for it. */
        NO_UNDO_SCRIPT,
        /** The undo script begins or ends a transaction, and so could not be undone with its history row. */
        OWN_TRANSACTION,
        /** The history holds a failed migration, which comes first. */
        FAILED_MIGRATION,
        /** It was not shown that exactly this script takes exactly this migration back. */
        UNPROVEN,
        /** Rows or values would be lost that no named backup holds. */
        ROWS_WOULD_BE_LOST,
        /** It brings back a constraint that rows of today break. */
        CONSTRAINT_NO_LONGER_HOLDS
    }
}
