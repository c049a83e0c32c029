package dev.holdfast.core.event;

/** How much an event matters to those who watch, least first. */
public enum Severity {
    /** Ordinary business. */
    INFO,
    /** Worth a look in a review. */
    LOW,
    /** Worth a look today. */
    MEDIUM,
    /** Worth a look now. */
    HIGH,
    /** Wakes somebody. */
    CRITICAL
}
