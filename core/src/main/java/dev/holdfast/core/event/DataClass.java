package dev.holdfast.core.event;

/** How sensitive the data touched is, least first. */
public enum DataClass {
    /** For everybody. */
    PUBLIC,
    /** For the organisation. */
    INTERNAL,
    /** For those who need it. */
    CONFIDENTIAL,
    /** For named persons only: credentials, health, payment data. */
    RESTRICTED
}
