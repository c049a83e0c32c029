package dev.holdfast.core.lock.retry;

import dev.holdfast.core.HoldfastException;

/** Every try met a conflict; the cause is the last one. Nothing was written. */
public final class RetriesExhaustedException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final int tries;

    RetriesExhaustedException(int tries, Throwable last) {
        super(
                "all " + tries + " tries met a conflict, the last one: " + last.getMessage()
                        + "; allow more tries in RetryPolicy, or make the row less contended",
                last);
        this.tries = tries;
    }

    /**
     * How often it was tried.
     *
     * @return the number of tries
     */
    public int tries() {
        return tries;
    }
}
