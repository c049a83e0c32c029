package dev.holdfast.audit.record.internal.write;

/** Decides how long a batch is tried again. Thread-safe. */
@FunctionalInterface
public interface Patience {
    /**
     * Waits before the next try, or not.
     *
     * @param failed how many tries have failed in a row, from 1
     * @param sinceNanos how long ago the first of them began
     * @return false when there is to be no further try
     */
    boolean goesOn(int failed, long sinceNanos);
}
