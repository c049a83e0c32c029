package dev.holdfast.auth.admin;

import dev.holdfast.auth.Revocation;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a guard asks for, and what it takes away.
 *
 * @param revocation called when an account's role changes, ends or the account is shut or deleted
 * @param stepUpFor the acts that need a spent step-up token; {@link AdminAct#TRANSFER_MASTER} is always among them
 */
public record AdminPolicy(Revocation revocation, Set<AdminAct> stepUpFor) {
    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException when the transfer of the master's flag would need no step-up
     */
    public AdminPolicy {
        if (!stepUpFor.contains(AdminAct.TRANSFER_MASTER)) {
            throw new IllegalArgumentException("TRANSFER_MASTER must need a step-up, whatever the policy");
        }
        stepUpFor = Set.copyOf(stepUpFor);
    }

    /**
     * The strict policy: every act needs a step-up.
     *
     * @param revocation takes a user's tokens and sessions back; {@link Revocation#none()} when there are none
     * @return the policy
     */
    public static AdminPolicy revoking(Revocation revocation) {
        return new AdminPolicy(revocation, EnumSet.allOf(AdminAct.class));
    }

    /**
     * The same, but some acts need no step-up.
     *
     * @param acts the acts; not {@link AdminAct#TRANSFER_MASTER}
     * @return the policy
     */
    public AdminPolicy allowWithoutStepUp(AdminAct... acts) {
        Set<AdminAct> left = EnumSet.copyOf(stepUpFor);
        left.removeAll(Set.of(acts));
        return new AdminPolicy(revocation, left);
    }
}
