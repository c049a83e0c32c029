package dev.holdfast.audit.archive;

/** How far a month has come on its way out of the log, in this order. */
public enum ArchiveState {
    /** It is older than the log keeps events at hand. */
    ELIGIBLE,
    /** Each of its events is a leaf under a checkpoint. */
    SEALED,
    /** Its archive is written, durable, and its manifest signed. */
    EXPORTED,
    /** Its archive was read again and proves every event. */
    VERIFIED,
    /** Its table stands beside the log: nothing can be added to the month any more. */
    DETACHED,
    /** Its events are in the archive alone. */
    DROPPED,
    /** It was brought back from the archive, and stays until it is released. */
    RETURNED,
    /** Its archive was deleted when its time was over; the manifest stays. */
    EXPIRED
}
