package dev.holdfast.auth.admin;

import dev.holdfast.auth.stepup.PayloadDigest;
import dev.holdfast.core.Require;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change to one account, asked for by one admin; {@link AdminActor} makes them.
 *
 * <p>A value: nothing happens until {@link AdminGuard#apply} executes it.
 */
public sealed interface AdminChange {
    /**
     * What is done.
     *
     * @return the act
     */
    AdminAct act();

    /**
     * Who asks, and in which scope.
     *
     * @return the admin
     */
    AdminActor actor();

    /**
     * The account it is done to.
     *
     * @return the host's id, at most 200 characters
     */
    String targetId();

    /**
     * What exactly is done, as a step-up token is bound to it: issue the token for {@link AdminAct#stepUpAction} and this.
     *
     * @return the digest of scope, actor, target and the new values
     */
    default PayloadDigest payload() {
        return payload(Map.of());
    }

    private PayloadDigest payload(Map<String, String> values) {
        Map<String, String> fields = new HashMap<>(values);
        fields.put("scope", actor().scope());
        fields.put("from", actor().id());
        fields.put("to", targetId());
        return PayloadDigest.of(fields);
    }

    private static void check(String targetId) {
        Require.text("targetId", targetId, 200);
    }

    /**
     * Another role.
     *
     * @param actor who asks
     * @param targetId the account
     * @param role the role from now on, at most 100 characters
     * @param level the level from now on, 0 to 100; null exactly where the table has no levels
     */
    record RoleChange(
            AdminActor actor,
            String targetId,
            String role,
            @Nullable Integer level) implements AdminChange {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when a text is blank or too long, or the level out of bounds
         */
        public RoleChange {
            check(targetId);
            Require.text("role", role, 100);
            if (level != null) {
                Require.between("level", level, 0, 100);
            }
        }

        /**
         * The same with a level.
         *
         * @param value the level from now on, 0 to 100
         * @return the change
         */
        public RoleChange withLevel(int value) {
            return new RoleChange(actor, targetId, role, value);
        }

        @Override
        public AdminAct act() {
            return AdminAct.CHANGE_ROLE;
        }

        @Override
        public PayloadDigest payload() {
            return AdminChange.super.payload(Map.of("role", role, "level", level == null ? "" : level.toString()));
        }
    }

    /**
     * An act that needs no value.
     *
     * @param act what is done
     * @param actor who asks
     * @param targetId the account
     */
    record AccountChange(AdminAct act, AdminActor actor, String targetId) implements AdminChange {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when the id is blank or too long, or the act needs a value
         */
        public AccountChange {
            check(targetId);
            if (act == AdminAct.CHANGE_ROLE || act == AdminAct.SET_END) {
                throw new IllegalArgumentException("act " + act + " needs a value, use AdminActor to make the change");
            }
        }
    }

    /**
     * Another end of an admin role.
     *
     * @param actor who asks
     * @param targetId the account
     * @param endsAt when the role ends, truncated to microseconds; null lifts the end
     */
    record EndChange(
            AdminActor actor, String targetId, @Nullable Instant endsAt) implements AdminChange {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when the id is blank or too long
         */
        public EndChange {
            check(targetId);
            endsAt = endsAt == null ? null : endsAt.truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        public AdminAct act() {
            return AdminAct.SET_END;
        }

        @Override
        public PayloadDigest payload() {
            return AdminChange.super.payload(Map.of("endsAt", endsAt == null ? "" : endsAt.toString()));
        }
    }
}
