package dev.holdfast.migration.undo;

/**
 * Why an undo may not run.
 *
 * @param kind what stands in its way
 * @param message the reason with names and the next step
 */
public record UndoRefusal(Kind kind, String message) {
    /** What stands in the way of an undo. */
    public enum Kind {
        /** It was not shown that exactly this script takes exactly this migration back. */
        UNPROVEN,
        /** Rows or values would be lost that no named backup holds. */
        ROWS_WOULD_BE_LOST,
        /** It brings back a constraint that rows of today break. */
        CONSTRAINT_NO_LONGER_HOLDS
    }
}
