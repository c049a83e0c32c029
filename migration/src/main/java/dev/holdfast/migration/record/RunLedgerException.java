package dev.holdfast.migration.record;

import dev.holdfast.core.HoldfastException;
import org.jspecify.annotations.Nullable;

/** Tells that a record could not be kept or read. */
public final class RunLedgerException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message the place, what is wrong, the next step
     * @param cause what led to it, or null
     */
    public RunLedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
