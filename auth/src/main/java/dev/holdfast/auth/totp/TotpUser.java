package dev.holdfast.auth.totp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Require;

/**
 * Whose authenticators are meant.
 *
 * @param tenantId the tenant, at most 200 characters; empty in a host without tenants
 * @param userId the host's id of the user, at most 200 characters
 */
public record TotpUser(String tenantId, String userId) {
    private static final int MAX = 200;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException when an id is blank, too long or holds the character 0, which PostgreSQL cannot
     *     store
     */
    public TotpUser {
        if (!tenantId.isEmpty()) {
            requireId("tenantId", tenantId);
        }
        requireId("userId", userId);
    }

    /**
     * A user of a host without tenants.
     *
     * @param userId the host's id
     * @return the user
     */
    public static TotpUser of(String userId) {
        return new TotpUser("", userId);
    }

    @CanIgnoreReturnValue
    static String requireId(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " must not hold the character 0");
        }
        return Require.text(name, value, MAX);
    }
}
