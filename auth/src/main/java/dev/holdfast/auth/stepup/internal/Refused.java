package dev.holdfast.auth.stepup.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the look after a refusal found.
 *
 * @param reason why it was refused
 * @param tokenId the token's public id, or null when there is no such token
 */
public record Refused(Refusal reason, @Nullable UUID tokenId) {
    /**
     * A refusal without a token.
     *
     * @param reason why
     * @return the refusal
     */
    public static Refused of(Refusal reason) {
        return new Refused(reason, null);
    }
}
