package dev.holdfast.auth.stepup.internal;

/**
 * Whose tokens a revocation takes back.
 *
 * @param kind {@code USER}, {@code TENANT} or {@code SESSION}
 * @param userId the user
 * @param tenantId the tenant, empty for a user anywhere
 * @param sessionId the session, empty for all of them
 */
public record RevocationScope(String kind, String userId, String tenantId, String sessionId) {
    /**
     * A user, whatever the tenant.
     *
     * @param userId the user
     * @return the scope
     */
    public static RevocationScope user(String userId) {
        return new RevocationScope("USER", userId, "", "");
    }

    /**
     * A user of one tenant.
     *
     * @param tenantId the tenant
     * @param userId the user
     * @return the scope
     */
    public static RevocationScope tenant(String tenantId, String userId) {
        return new RevocationScope("TENANT", userId, tenantId, "");
    }

    /**
     * One session.
     *
     * @param tenantId the tenant, or empty
     * @param userId the user
     * @param sessionId the session
     * @return the scope
     */
    public static RevocationScope session(String tenantId, String userId, String sessionId) {
        return new RevocationScope("SESSION", userId, tenantId, sessionId);
    }
}
