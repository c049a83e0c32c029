package dev.holdfast.audit.record.internal.write;

import dev.holdfast.core.tx.SqlState;

/** What a failed batch means for the next try. */
enum Failure {
    /** An id is there already: whether it is the same event, a merge finds out. */
    ID_THERE,
    /** A row of the batch is the reason: the others may go in without it. */
    ROW,
    /** The batch was not written, for a reason that may pass. */
    NOT_WRITTEN,
    /** The connection ended under way: the commit may have happened. */
    IN_DOUBT;

    static Failure of(Throwable failure) {
        if (failure instanceof DroppedRowsException) {
            return ROW;
        }
        String state = SqlState.of(failure).orElse("");
        if (state.equals("23505")) {
            return ID_THERE;
        }
        // Data exception, integrity constraint, raised by a trigger, check option.
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("P0") || state.startsWith("44")) {
            return ROW;
        }
        return isAnswered(state) ? NOT_WRITTEN : IN_DOUBT;
    }

    /** Whether the server itself said no, or no connection was made: then nothing was committed. */
    private static boolean isAnswered(String state) {
        return switch (state) {
            // No answer to tell by. 57P01 to 57P05: the session was ended, perhaps after the commit.
            case "", "57P01", "57P02", "57P04", "57P05" -> false;
            // The connection could not be made; the server starts or has no room.
            case "08001", "08004", "57P03" -> true;
            default -> !state.startsWith("08");
        };
    }
}
