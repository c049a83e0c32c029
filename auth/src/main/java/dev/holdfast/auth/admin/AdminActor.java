package dev.holdfast.auth.admin;

import dev.holdfast.core.Require;
import java.time.Instant;

/**
 * The admin who acts, and the scope acted in; makes the changes.
 *
 * <p>Take both from the caller's verified session, never from the request's body.
 *
 * @param scope the tenant, at most 200 characters; empty in a host without tenants
 * @param id the host's id of the admin, at most 200 characters
 */
public record AdminActor(String scope, String id) {
    private static final int MAX = 200;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException when an id is blank or too long
     */
    public AdminActor {
        if (!scope.isEmpty()) {
            Require.text("scope", scope, MAX);
        }
        Require.text("id", id, MAX);
    }

    /**
     * An admin of a host without tenants.
     *
     * @param id the admin
     * @return the actor
     */
    public static AdminActor of(String id) {
        return new AdminActor("", id);
    }

    /**
     * The same admin in a tenant.
     *
     * @param tenant the tenant
     * @return the actor
     */
    public AdminActor in(String tenant) {
        return new AdminActor(tenant, id);
    }

    /**
     * Gives an account another role: a grant or a demotion.
     *
     * @param target the account
     * @param role the role from now on
     * @return the change
     */
    public AdminChange.RoleChange changeRole(String target, String role) {
        return new AdminChange.RoleChange(this, target, role, null);
    }

    /**
     * Shuts an account.
     *
     * @param target the account
     * @return the change
     */
    public AdminChange disable(String target) {
        return new AdminChange.AccountChange(AdminAct.DISABLE, this, target);
    }

    /**
     * Opens a shut account again.
     *
     * @param target the account
     * @return the change
     */
    public AdminChange enable(String target) {
        return new AdminChange.AccountChange(AdminAct.ENABLE, this, target);
    }

    /**
     * Deletes an account.
     *
     * @param target the account
     * @return the change
     */
    public AdminChange delete(String target) {
        return new AdminChange.AccountChange(AdminAct.DELETE, this, target);
    }

    /**
     * Gives an admin role an end.
     *
     * @param target the account
     * @param endsAt when it ends; at that instant it has ended. A past time ends it at once
     * @return the change
     */
    public AdminChange expire(String target, Instant endsAt) {
        return new AdminChange.EndChange(this, target, endsAt);
    }

    /**
     * Lifts the end of an admin role.
     *
     * @param target the account
     * @return the change
     */
    public AdminChange makeLasting(String target) {
        return new AdminChange.EndChange(this, target, null);
    }

    /**
     * Hands the master's flag, which this admin holds, to another lasting admin.
     *
     * @param target who holds it from now on
     * @return the change
     */
    public AdminChange transferMaster(String target) {
        return new AdminChange.AccountChange(AdminAct.TRANSFER_MASTER, this, target);
    }
}
