package dev.holdfast.auth.stepup;

/** What a factor says of a response. */
public sealed interface FactorResult {
    /** The response proves the user. */
    record Verified() implements FactorResult {}

    /**
     * The response proves nothing.
     *
     * @param reason why; for the audit record, never for the response
     */
    record Rejected(Reason reason) implements FactorResult {}

    /** The transaction met a serialisation conflict before anything was decided: the host retries its transaction. */
    record Conflict() implements FactorResult {}

    /** Why a response was rejected. */
    enum Reason {
        /** It is not the expected one. */
        WRONG,
        /** It was right, and was used before. */
        REPLAYED,
        /** It does not have the form of a response. */
        MALFORMED,
        /** Too many attempts were made. */
        TOO_MANY_ATTEMPTS,
        /** The user has no such factor. */
        NOT_ENROLLED
    }
}
