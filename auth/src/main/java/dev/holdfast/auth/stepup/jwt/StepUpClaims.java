package dev.holdfast.auth.stepup.jwt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a signed step-up token says.
 *
 * @param jti its id
 * @param tenantId the tenant, or empty
 * @param subject the user
 * @param sessionId the session
 * @param action the action's name
 * @param payloadHex the payload's digest
 * @param acr the level of the proof
 * @param amr how the user proved themself
 * @param authenticatedAt when
 * @param issuedAt when it was issued
 * @param expiresAt from when on it is expired
 */
public record StepUpClaims(
        UUID jti,
        String tenantId,
        String subject,
        String sessionId,
        String action,
        String payloadHex,
        String acr,
        List<String> amr,
        Instant authenticatedAt,
        Instant issuedAt,
        Instant expiresAt) {
    /**
     * Copies the list.
     */
    public StepUpClaims {
        amr = List.copyOf(amr);
    }
}
