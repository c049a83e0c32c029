package dev.holdfast.auth.stepup.jwt;

/** What came of reading a signed token. */
public sealed interface JwtReading {
    /**
     * It was made here, for here; whether it still holds is for the caller to decide.
     *
     * @param claims what it says
     */
    record Verified(StepUpClaims claims) implements JwtReading {}

    /** It is not a token of this kind; told without any cryptography. */
    record Malformed() implements JwtReading {}

    /** It has the form, but no accepted key made it, or not for this issuer and audience. */
    record Unknown() implements JwtReading {}
}
