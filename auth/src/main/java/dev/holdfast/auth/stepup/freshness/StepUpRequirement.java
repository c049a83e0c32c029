package dev.holdfast.auth.stepup.freshness;

import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a session may act as it is, or must first be stepped up. */
public sealed interface StepUpRequirement {
    /** The session's own proof is strong and recent enough; no token is needed. */
    record Satisfied() implements StepUpRequirement {}

    /**
     * A step-up token is needed.
     *
     * @param challenge what to tell the client
     */
    record Needed(StepUpChallenge challenge) implements StepUpRequirement {}

    /**
     * One value for either case.
     *
     * @param satisfied gives the value when no token is needed
     * @param needed gives the value from the challenge
     * @param <T> the value's type
     * @return the value
     */
    default <T> T fold(Supplier<T> satisfied, Function<StepUpChallenge, T> needed) {
        return this instanceof Needed n ? needed.apply(n.challenge()) : satisfied.get();
    }
}
