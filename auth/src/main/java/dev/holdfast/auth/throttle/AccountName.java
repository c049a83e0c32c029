package dev.holdfast.auth.throttle;

import dev.holdfast.auth.UserRef;

/**
 * The account that somebody says to be, as it was typed; whether it exists makes no difference.
 *
 * <p>Prints without the name: people type passwords into the wrong field.
 *
 * @param tenantId the tenant, at most 200 characters; empty in a host without tenants
 * @param typed what was typed; any text
 */
public record AccountName(String tenantId, String typed) {
    /**
     * Checks the tenant.
     *
     * @throws IllegalArgumentException when the tenant's id is too long or holds the character 0
     */
    public AccountName {
        if (!tenantId.isEmpty()) {
            UserRef.requireId("tenantId", tenantId);
        }
    }

    /**
     * An account of a host without tenants.
     *
     * @param typed what was typed
     * @return the name
     */
    public static AccountName of(String typed) {
        return new AccountName("", typed);
    }

    @Override
    public String toString() {
        return "AccountName[tenantId=" + tenantId + "]";
    }
}
