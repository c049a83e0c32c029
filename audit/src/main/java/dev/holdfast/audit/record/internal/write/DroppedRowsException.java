package dev.holdfast.audit.record.internal.write;

import dev.holdfast.core.HoldfastException;

/** The log kept fewer rows than it was given, without an error. */
final class DroppedRowsException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    DroppedRowsException(String table, long kept, int given) {
        super(
                table + " kept " + kept + " rows of " + given
                        + ": look for a trigger or rule that drops what is written to it",
                null);
    }
}
