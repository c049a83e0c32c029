package dev.holdfast.auth.stepup;

import dev.holdfast.core.Require;

/**
 * Whose identity is proven, and in which session.
 *
 * @param tenantId the tenant, at most 200 characters; empty in a host without tenants
 * @param userId the host's id of the user, at most 200 characters
 * @param sessionId the host's id of the session (never its secret), at most 200 characters
 */
public record StepUpSubject(String tenantId, String userId, String sessionId) {
    private static final int MAX = 200;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException when an id is blank or too long
     */
    public StepUpSubject {
        if (!tenantId.isEmpty()) {
            Require.text("tenantId", tenantId, MAX);
        }
        Require.text("userId", userId, MAX);
        Require.text("sessionId", sessionId, MAX);
    }

    /**
     * A subject of a host without tenants.
     *
     * @param userId the user
     * @param sessionId the session
     * @return the subject
     */
    public static StepUpSubject of(String userId, String sessionId) {
        return new StepUpSubject("", userId, sessionId);
    }
}
