package dev.holdfast.auth.stepup;

import dev.holdfast.auth.stepup.freshness.StepUpChallenge;
import dev.holdfast.core.secret.Secret;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of asking for a token. */
public sealed interface StepUpIssue {
    /**
     * The proofs hold. Give the token to the client after the host's commit.
     *
     * @param token the token's text, shown this once and stored nowhere; prints as nothing
     * @param id its public id, which may be logged
     * @param expiresAt from when on it is expired
     */
    record Issued(Secret token, UUID id, Instant expiresAt) implements StepUpIssue {}

    /**
     * A proof is missing, wrong or too weak for the action; which one, the audit record says and the response does not.
     *
     * @param challenge what to ask of the client
     */
    record Rejected(StepUpChallenge challenge) implements StepUpIssue {}

    /** A serialisation conflict ended the transaction before anything was decided: roll back and try again. */
    record Conflict() implements StepUpIssue {}

    /**
     * One value for each case.
     *
     * @param issued gives the value from the token
     * @param rejected gives the value from the challenge
     * @param conflict gives the value when the transaction must be retried
     * @param <T> the value's type
     * @return the value
     */
    default <T> T fold(Function<Issued, T> issued, Function<StepUpChallenge, T> rejected, Supplier<T> conflict) {
        if (this instanceof Issued i) {
            return issued.apply(i);
        }
        return this instanceof Rejected r ? rejected.apply(r.challenge()) : conflict.get();
    }
}
