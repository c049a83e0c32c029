package dev.holdfast.auth.stepup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Proof that a step-up token was spent in the present transaction: given only by {@code StepUpTokens}, so that holding
 * one means that the check was made.
 *
 * <p>Good for the transaction in which it was given; it is not stored and holds no secret.
 */
public final class StepUpGrant {
    private final UUID tokenId;
    private final StepUpSubject subject;
    private final StepUpAction action;
    private final PayloadDigest payload;
    private final List<String> amr;
    private final Instant authenticatedAt;

    StepUpGrant(
            UUID tokenId,
            StepUpSubject subject,
            StepUpAction action,
            PayloadDigest payload,
            List<String> amr,
            Instant authenticatedAt) {
        this.tokenId = tokenId;
        this.subject = subject;
        this.action = action;
        this.payload = payload;
        this.amr = List.copyOf(amr);
        this.authenticatedAt = authenticatedAt;
    }

    /**
     * The id of the token that was spent.
     *
     * @return its public id
     */
    public UUID tokenId() {
        return tokenId;
    }

    /**
     * Who proved themself.
     *
     * @return user and session
     */
    public StepUpSubject subject() {
        return subject;
    }

    /**
     * What the token was good for.
     *
     * @return the action
     */
    public StepUpAction action() {
        return action;
    }

    /**
     * The payload it was good for.
     *
     * @return the digest
     */
    public PayloadDigest payload() {
        return payload;
    }

    /**
     * How the user proved themself.
     *
     * @return authentication method references, RFC 8176
     */
    public List<String> amr() {
        return amr;
    }

    /**
     * When the user proved themself.
     *
     * @return the time of the authentication
     */
    public Instant authenticatedAt() {
        return authenticatedAt;
    }

    @Override
    public String toString() {
        return "StepUpGrant[" + tokenId + " for " + action + " by " + subject.userId() + "]";
    }
}
