package dev.holdfast.auth.stepup;

import dev.holdfast.auth.stepup.freshness.StepUpChallenge;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of presenting a token. */
public sealed interface StepUpResult {
    /**
     * The token was good and is now spent.
     *
     * @param grant the proof, for what is done in the same transaction
     */
    record Accepted(StepUpGrant grant) implements StepUpResult {}

    /**
     * The token was not good; the challenge is the same whatever the reason.
     *
     * @param challenge what to ask of the client
     */
    record Rejected(StepUpChallenge challenge) implements StepUpResult {}

    /**
     * A serialisation conflict ended the transaction before anything was decided: roll back and try again. The token
     * may be unspent still.
     */
    record Conflict() implements StepUpResult {}

    /**
     * One value for each case.
     *
     * @param accepted gives the value from the grant
     * @param rejected gives the value from the challenge
     * @param conflict gives the value when the transaction must be retried
     * @param <T> the value's type
     * @return the value
     */
    default <T> T fold(Function<StepUpGrant, T> accepted, Function<StepUpChallenge, T> rejected, Supplier<T> conflict) {
        if (this instanceof Accepted a) {
            return accepted.apply(a.grant());
        }
        return this instanceof Rejected r ? rejected.apply(r.challenge()) : conflict.get();
    }
}
