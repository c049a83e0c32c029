package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** How step-up is told to the audit log. Thread-safe. */
public final class TokenEvents {
    private static final Action ISSUE = Action.of("step_up_token.issue");
    private static final Action CONSUME = Action.of("step_up_token.consume");
    private static final Action REVOKE = Action.of("step_up_token.revoke");

    private final AuditTrail trail;

    /**
     * Events on a trail.
     *
     * @param trail where they go
     */
    public TokenEvents(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * A token was issued.
     *
     * @param tx the transaction of the issue
     * @param binding what it is bound to
     * @param id its public id
     * @param amr how the user proved themself
     */
    public void issued(DSLContext tx, TokenBinding binding, UUID id, List<String> amr) {
        trail.act(tx, event(ISSUE, binding).target(token(id)).with("amr", amr).build());
    }

    /**
     * No token was issued.
     *
     * @param tx the caller's transaction
     * @param binding what it would have been bound to
     * @param reason why, as a word
     * @param factor which factor refused
     */
    public void notIssued(DSLContext tx, TokenBinding binding, String reason, String factor) {
        trail.denial(
                tx, event(ISSUE, binding).denied(reason).with("factor", factor).build());
    }

    /**
     * A token was spent.
     *
     * @param tx the transaction of the act
     * @param binding what it was bound to
     * @param id its public id
     * @param amr how the user had proved themself
     */
    public void spent(DSLContext tx, TokenBinding binding, UUID id, List<String> amr) {
        trail.act(tx, event(CONSUME, binding).target(token(id)).with("amr", amr).build());
    }

    /**
     * A token was refused.
     *
     * @param tx the caller's transaction
     * @param binding what was asked for, by whom
     * @param refused why
     */
    public void refused(DSLContext tx, TokenBinding binding, Refused refused) {
        SecurityEvent.Builder event =
                event(CONSUME, binding).denied(refused.reason().word());
        if (refused.tokenId() != null) {
            event.target(token(refused.tokenId()));
        }
        if (refused.reason().isSuspicious()) {
            event.severity(Severity.HIGH);
        }
        trail.denial(tx, event.build());
    }

    /**
     * Tokens were revoked.
     *
     * @param tx the transaction of the revocation
     * @param scope whose
     * @param reason why
     * @param count how many were open
     */
    public void revoked(DSLContext tx, RevocationScope scope, RevocationReason reason, int count) {
        SecurityEvent.Builder event = trail.event(REVOKE)
                .category(Category.SESSION)
                .outcome(Outcome.SUCCESS, AuthEvents.word(reason))
                .target(Target.of("user", scope.userId()))
                .with("count", count);
        if (!scope.sessionId().isEmpty()) {
            event.target(Target.of("session", scope.sessionId()));
        }
        trail.act(tx, event.build());
    }

    /** By whoever the request's context names; by the subject where it names nobody. */
    private SecurityEvent.Builder event(Action what, TokenBinding binding) {
        RequestContext context = RequestScope.current();
        if (context.actor().type() == ActorType.ANONYMOUS) {
            context = context.withActor(Actor.user(binding.userId()).withSession(binding.sessionId()));
        }
        if (context.tenantId() == null && !binding.tenantId().isEmpty()) {
            context = context.withTenant(binding.tenantId());
        }
        return trail.event(what)
                .category(Category.AUTHENTICATION)
                .context(context)
                .with("action", binding.action())
                .with("user", binding.userId());
    }

    private static Target token(UUID id) {
        return Target.of("step_up_token", id.toString());
    }
}
