package dev.holdfast.auth;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Require;

/**
 * A user of the host, as the features name one.
 *
 * @param tenantId the tenant, at most 200 characters; empty in a host without tenants
 * @param userId the host's id of the user, at most 200 characters
 */
public record UserRef(String tenantId, String userId) {
    private static final int MAX = 200;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException when an id is blank, too long or holds the character 0, which PostgreSQL cannot
     *     store
     */
    public UserRef {
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
    public static UserRef of(String userId) {
        return new UserRef("", userId);
    }

    /**
     * Gives an id of the host's back when the features can store it.
     *
     * @param name the parameter's name
     * @param value the id
     * @return the value
     * @throws IllegalArgumentException when blank, longer than 200 characters, or holding the character 0
     */
    @CanIgnoreReturnValue
    public static String requireId(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " must not hold the character 0");
        }
        return Require.text(name, value, MAX);
    }
}
