package dev.holdfast.core.lock.etag;

/** Why a conditional request is refused, with the HTTP status that says so. */
public enum PreconditionFailure {
    /** The request must be conditional and is not: 428 Precondition Required (RFC 6585 §3). */
    REQUIRED(428),
    /** The condition does not hold, or can never hold: 412 Precondition Failed (RFC 9110 §15.5.13). */
    FAILED(412),
    /** The header cannot be read: 400 Bad Request. */
    MALFORMED(400);

    private final int status;

    PreconditionFailure(int status) {
        this.status = status;
    }

    /**
     * The HTTP status to answer with.
     *
     * @return 428, 412 or 400
     */
    public int status() {
        return status;
    }
}
