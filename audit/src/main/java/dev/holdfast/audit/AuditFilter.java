package dev.holdfast.audit;

import dev.holdfast.core.Require;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the log are meant: those that fit every part that is set.
 *
 * @param tenantId the tenant, or null for all
 * @param actorId who did it, or null for all
 * @param target the chief target, or null for all
 * @param action which actions, or null for all
 * @param outcome how it ended, or null for all
 * @param leastSeverity the least severity; {@link Severity#INFO} for all
 * @param period when it occurred, by the host's clock
 * @param correlationId the request, or null for all
 * @param actorAliases further ids under which the same actor stands, such as pseudonyms, at most 64; empty for none
 */
public record AuditFilter(
        @Nullable String tenantId,
        @Nullable String actorId,
        @Nullable TargetKey target,
        @Nullable ActionKey action,
        @Nullable Outcome outcome,
        Severity leastSeverity,
        Period period,
        @Nullable CorrelationId correlationId,
        List<String> actorAliases) {
    private static final int MAX_ID = 200;
    private static final int MAX_ALIASES = 64;
    private static final AuditFilter ANY =
            new AuditFilter(null, null, null, null, null, Severity.INFO, Period.ALWAYS, null, List.of());

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when a text is blank, too long or malformed
     */
    public AuditFilter {
        if (tenantId != null) {
            Require.text("tenantId", tenantId, MAX_ID);
        }
        if (actorId != null) {
            Require.text("actorId", actorId, MAX_ID);
        }
        actorAliases = checked(actorAliases);
    }

    /**
     * The kind and id of a chief target.
     *
     * @param type the kind, at most 64 characters
     * @param id the host's id, at most 200 characters
     * @param aliases further ids under which the same target stands, such as pseudonyms, at most 64; empty for none
     */
    public record TargetKey(String type, String id, List<String> aliases) {
        /**
         * A target that stands under one id.
         *
         * @param type the kind
         * @param id the host's id
         */
        public TargetKey(String type, String id) {
            this(type, id, List.of());
        }

        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException when a part is blank or too long
         */
        public TargetKey {
            Require.text("type", type, 64);
            Require.text("id", id, MAX_ID);
            aliases = checked(aliases);
        }
    }

    /**
     * An action's name, or the first words of several names.
     *
     * @param words the name or its first words, whole: {@code lending} begins {@code lending.update}, and does not begin
     *     {@code lending_desk.open}
     * @param exact whether the words are the whole name
     */
    public record ActionKey(String words, boolean exact) {
        private static final Pattern WORDS = Pattern.compile("(?=.{1,80}$)[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");

        /**
         * Checks the shape.
         *
         * @throws IllegalArgumentException when it has another shape
         */
        public ActionKey {
            Require.matching("words", words, WORDS, "must be lower-case words joined by dots");
        }
    }

    /**
     * A stretch of time.
     *
     * @param from its first instant, not before 1970
     * @param until the first instant after it, not after the year 9999
     */
    public record Period(Instant from, Instant until) {
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
        static final Period ALWAYS = new Period(Instant.EPOCH, LATEST);

        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException when it is empty or out of bounds
         */
        public Period {
            if (from.isBefore(Instant.EPOCH) || until.isAfter(LATEST)) {
                throw new IllegalArgumentException("period must be between " + Instant.EPOCH + " and " + LATEST
                        + ", got " + from + " to " + until);
            }
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("from must be before until, got " + from + " and " + until);
            }
        }
    }

    /**
     * Every event.
     *
     * @return the filter that leaves nothing out
     */
    public static AuditFilter any() {
        return ANY;
    }

    /**
     * The same of one tenant.
     *
     * @param id the tenant's id
     * @return the filter
     */
    public AuditFilter withTenant(String id) {
        return new AuditFilter(
                id, actorId, target, action, outcome, leastSeverity, period, correlationId, actorAliases);
    }

    /**
     * The same by one actor.
     *
     * @param id the actor's id
     * @return the filter
     */
    public AuditFilter withActor(String id) {
        return withActorAmong(List.of(id));
    }

    /**
     * The same by one actor who stands in the log under several ids, such as the pseudonyms of one id.
     *
     * @param ids the ids, at least one
     * @return the filter
     * @throws IllegalArgumentException when there is none, or one is blank or too long
     */
    public AuditFilter withActorAmong(List<String> ids) {
        return new AuditFilter(
                tenantId,
                first(ids),
                target,
                action,
                outcome,
                leastSeverity,
                period,
                correlationId,
                ids.subList(1, ids.size()));
    }

    /**
     * The same done to one chief target.
     *
     * @param type the target's kind
     * @param id the target's id
     * @return the filter
     */
    public AuditFilter withTarget(String type, String id) {
        return withTargetAmong(type, List.of(id));
    }

    /**
     * The same done to one chief target that stands in the log under several ids, such as the pseudonyms of one id.
     *
     * @param type the target's kind
     * @param ids the ids, at least one
     * @return the filter
     * @throws IllegalArgumentException when there is none, or one is blank or too long
     */
    public AuditFilter withTargetAmong(String type, List<String> ids) {
        TargetKey key = new TargetKey(type, first(ids), ids.subList(1, ids.size()));
        return new AuditFilter(
                tenantId, actorId, key, action, outcome, leastSeverity, period, correlationId, actorAliases);
    }

    /**
     * The same of one action.
     *
     * @param exact the action
     * @return the filter
     */
    public AuditFilter withAction(Action exact) {
        return withActionKey(new ActionKey(exact.name(), true));
    }

    /**
     * The same of all actions whose names begin with the same words.
     *
     * @param words the action's first words, such as {@code lending} or {@code authn}
     * @return the filter
     */
    public AuditFilter withActionsUnder(String words) {
        return withActionKey(new ActionKey(words, false));
    }

    /**
     * The same with one outcome.
     *
     * @param value how it ended
     * @return the filter
     */
    public AuditFilter withOutcome(Outcome value) {
        return new AuditFilter(
                tenantId, actorId, target, action, value, leastSeverity, period, correlationId, actorAliases);
    }

    /**
     * The same of a severity or a greater one.
     *
     * @param least the least severity
     * @return the filter
     */
    public AuditFilter withSeverityAtLeast(Severity least) {
        return new AuditFilter(tenantId, actorId, target, action, outcome, least, period, correlationId, actorAliases);
    }

    /**
     * The same within a stretch of time, by the host's clock at the event.
     *
     * @param from the first instant
     * @param until the first instant after it
     * @return the filter
     */
    public AuditFilter withPeriod(Instant from, Instant until) {
        Period value = new Period(from, until);
        return new AuditFilter(
                tenantId, actorId, target, action, outcome, leastSeverity, value, correlationId, actorAliases);
    }

    /**
     * The same of one request.
     *
     * @param id the request's correlation id
     * @return the filter
     */
    public AuditFilter withCorrelationId(CorrelationId id) {
        return new AuditFilter(tenantId, actorId, target, action, outcome, leastSeverity, period, id, actorAliases);
    }

    /**
     * The filter over the columns of {@code audit_event}, for sums that the host takes itself.
     *
     * @return the condition; its columns bear no table's name
     */
    public Condition condition() {
        return DSL.and(AuditSelect.conditions(this));
    }

    private static List<String> checked(List<String> aliases) {
        // As many as a record of the question can name.
        Require.between("number of aliases", aliases.size(), 0, MAX_ALIASES);
        aliases.forEach(alias -> Require.text("alias", alias, MAX_ID));
        return List.copyOf(aliases);
    }

    private static String first(List<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("ids must hold at least one id");
        }
        return ids.get(0);
    }

    boolean isForEver() {
        return period.equals(Period.ALWAYS);
    }

    private AuditFilter withActionKey(ActionKey key) {
        return new AuditFilter(
                tenantId, actorId, target, key, outcome, leastSeverity, period, correlationId, actorAliases);
    }
}
