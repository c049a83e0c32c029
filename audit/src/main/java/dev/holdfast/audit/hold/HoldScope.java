package dev.holdfast.audit.hold;

import dev.holdfast.audit.AuditFilter.Period;
import dev.holdfast.audit.AuditFilter.TargetKey;
import dev.holdfast.core.Require;
import dev.holdfast.core.event.Category;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events a legal hold names: those that fit every part that is set.
 *
 * <p>Ids are compared with those that stand in the log. Where {@code Pseudonyms} take the place of personal ids, set a hold for each
 * id that {@code Pseudonyms.searchable} gives, and again after a rotation of their keys.
 *
 * @param tenantId the tenant, or null for all
 * @param actorId who did it or had it done in his name, or null for all
 * @param target one of its targets, or null for all
 * @param category the category, or null for all
 * @param period when it occurred, by the host's clock
 */
public record HoldScope(
        @Nullable String tenantId,
        @Nullable String actorId,
        @Nullable TargetKey target,
        @Nullable Category category,
        Period period) {
    private static final int MAX_ID = 200;
    private static final Period ALWAYS = new Period(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999999Z"));
    private static final HoldScope EVERYTHING = new HoldScope(null, null, null, null, ALWAYS);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when a text is blank or too long, or the target has aliases
     */
    public HoldScope {
        if (tenantId != null) {
            Require.text("tenantId", tenantId, MAX_ID);
        }
        if (actorId != null) {
            Require.text("actorId", actorId, MAX_ID);
        }
        if (target != null && !target.aliases().isEmpty()) {
            // Left out in silence, they would make a hold that names less than was ordered.
            throw new IllegalArgumentException("target of a hold must stand under one id, got "
                    + (1 + target.aliases().size()) + ": set a hold for each");
        }
    }

    /**
     * Every event.
     *
     * @return the scope that leaves nothing out
     */
    public static HoldScope everything() {
        return EVERYTHING;
    }

    /**
     * The same of one tenant.
     *
     * @param id the tenant's id
     * @return the scope
     */
    public HoldScope withTenant(String id) {
        return new HoldScope(id, actorId, target, category, period);
    }

    /**
     * The same by one actor, or in his name.
     *
     * @param id the actor's id
     * @return the scope
     */
    public HoldScope withActor(String id) {
        return new HoldScope(tenantId, id, target, category, period);
    }

    /**
     * The same done to one target, the chief one or another.
     *
     * @param type the target's kind
     * @param id the target's id
     * @return the scope
     */
    public HoldScope withTarget(String type, String id) {
        return new HoldScope(tenantId, actorId, new TargetKey(type, id), category, period);
    }

    /**
     * The same of one category.
     *
     * @param value the category
     * @return the scope
     */
    public HoldScope withCategory(Category value) {
        return new HoldScope(tenantId, actorId, target, value, period);
    }

    /**
     * The same within a stretch of time.
     *
     * @param from the first instant
     * @param until the first instant after it
     * @return the scope
     */
    public HoldScope withPeriod(Instant from, Instant until) {
        return new HoldScope(tenantId, actorId, target, category, new Period(from, until));
    }
}
