package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.internal.AuthEvents;

/** Why a presented token was refused: for the audit record, never for the response. */
public enum Refusal {
    /** Nothing was presented. */
    MISSING,
    /** It does not have the form of a token; found without asking the database. */
    MALFORMED,
    /** It was never issued, its row was cleaned up, or it was made under a key no longer accepted. */
    UNKNOWN,
    /** It was issued to another user or tenant. */
    WRONG_USER,
    /** It was issued to another session. */
    WRONG_SESSION,
    /** It was issued for another action. */
    WRONG_ACTION,
    /** It was issued for another payload. */
    WRONG_PAYLOAD,
    /** It was spent before. */
    USED,
    /** It was revoked. */
    REVOKED,
    /** A later token took its place. */
    REPLACED,
    /** Its time is over. */
    EXPIRED,
    /** It was issued for a weaker proof than the action asks for now. */
    INSUFFICIENT_LEVEL,
    /** It says that it was issued in the future. */
    NOT_YET_VALID;

    /**
     * The reason as an event holds it.
     *
     * @return the name in lower case
     */
    public String word() {
        return AuthEvents.word(this);
    }

    /**
     * Whether somebody should look at it now: the token was somebody's, and was presented where it does not belong.
     *
     * @return true for a token spent before or bound to something else
     */
    public boolean isSuspicious() {
        return switch (this) {
            case WRONG_USER, WRONG_SESSION, WRONG_ACTION, WRONG_PAYLOAD, USED -> true;
            default -> false;
        };
    }
}
