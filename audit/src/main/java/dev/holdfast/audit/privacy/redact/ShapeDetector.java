package dev.holdfast.audit.privacy.redact;

/** A detector that need not be asked about a text without a certain trait. */
interface ShapeDetector extends ValueDetector {
    /** The one of {@link TextTraits} without which it finds nothing. */
    int needs();
}
