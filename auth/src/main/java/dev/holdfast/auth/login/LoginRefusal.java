package dev.holdfast.auth.login;

import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.login.account.AccountState;
import dev.holdfast.auth.stepup.FactorResult;

/** Why a login was refused: for the audit record alone. */
enum LoginRefusal {
    /** Nobody has the name. */
    UNKNOWN_ACCOUNT,
    WRONG_PASSWORD,
    LOCKED,
    UNVERIFIED,
    DISABLED,
    CHALLENGE_MALFORMED,
    CHALLENGE_UNKNOWN,
    CHALLENGE_EXPIRED,
    /** It led to a login already, or was revoked. */
    CHALLENGE_ENDED,
    /** All its attempts were made. */
    CHALLENGE_SPENT,
    /** The host composes no factor of this name. */
    UNKNOWN_METHOD,
    /** The factor rejected the response. */
    WRONG_RESPONSE,
    REPLAYED_RESPONSE,
    MALFORMED_RESPONSE,
    TOO_MANY_ATTEMPTS,
    NOT_ENROLLED;

    static LoginRefusal of(AccountState state) {
        return switch (state) {
            case LOCKED -> LOCKED;
            case UNVERIFIED -> UNVERIFIED;
            case DISABLED -> DISABLED;
            case ACTIVE -> WRONG_PASSWORD;
        };
    }

    static LoginRefusal of(FactorResult.Reason reason) {
        return switch (reason) {
            case WRONG -> WRONG_RESPONSE;
            case REPLAYED -> REPLAYED_RESPONSE;
            case MALFORMED -> MALFORMED_RESPONSE;
            case TOO_MANY_ATTEMPTS -> TOO_MANY_ATTEMPTS;
            case NOT_ENROLLED -> NOT_ENROLLED;
        };
    }

    String word() {
        return AuthEvents.word(this);
    }
}
