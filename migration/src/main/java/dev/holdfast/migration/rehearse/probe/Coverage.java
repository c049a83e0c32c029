package dev.holdfast.migration.rehearse.probe;

/** How much of what a statement did could be seen. */
public enum Coverage {
    /** It ran inside a transaction, which keeps every lock and counter until its end: everything was seen. */
    COMPLETE,
    /**
     * It ran outside one: locks were looked at from a second connection every few milliseconds, so that one held for
     * less may be missing; rows are what the server reported; full scans were not observable.
     */
    SAMPLED,
    /** Nothing could be seen but how long it ran. */
    NONE
}
