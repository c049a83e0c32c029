package dev.holdfast.core.event;

/** How an attempted act ended. */
public enum Outcome {
    /** It was done. */
    SUCCESS,
    /** It was tried and went wrong. */
    FAILURE,
    /** It was refused by a rule. */
    DENIED,
    /** It is not known whether it was done. */
    UNKNOWN
}
