package dev.holdfast.auth.admin.trigger;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.Require;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.tx.HostTransaction;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The way past the triggers in an emergency: opens them for one transaction, and leaves a record that says who and why.
 *
 * <p>After {@link #open} the transaction may remove the last or the master admin by SQL of its own, or truncate the
 * table; {@link dev.holdfast.auth.admin.AdminGuard} goes on refusing. The record and an audit event of severity CRITICAL
 * commit with what was done.
 *
 * <p><em>Security note.</em> Needs a database role that may insert into {@code admin_break_glass}: grant that to operators,
 * not to the application. The setting that goes with the row opens nothing by itself. Thread-safe.
 */
public final class BreakGlass {
    private static final Action OPEN = Action.of("admin.break_glass");
    private static final int MAX_REASON = 2000;

    private final Namespace namespace;
    private final AuditTrail trail;

    /**
     * Makes the way.
     *
     * @param namespace where Holdfast's tables are
     * @param trail takes the audit event
     */
    public BreakGlass(Namespace namespace, AuditTrail trail) {
        this.namespace = namespace;
        this.trail = trail;
    }

    /**
     * Opens the triggers for the rest of this transaction.
     *
     * <p><em>Transaction.</em> Joins: after the commit, or the rollback, they are shut again.
     *
     * @param tx the operator's transaction
     * @param actor who opens them
     * @param reason why, at most 2000 characters
     * @return the id of the record
     * @throws IllegalArgumentException when the reason is blank or too long, or the actor is anonymous
     */
    public UUID open(DSLContext tx, Actor actor, String reason) {
        Require.text("reason", reason, MAX_REASON);
        if (actor.equals(Actor.anonymous())) {
            throw new IllegalArgumentException("actor must be somebody: break-glass is never opened anonymously");
        }
        SecurityEvent event = trail.event(OPEN)
                .category(Category.AUTHORIZATION)
                .severity(Severity.CRITICAL)
                .actor(actor)
                .target(Target.of("admin_guard", namespace.sql(AdminGuardTable.NAME)))
                .with("break_glass_reason", reason)
                .build();
        DSLContext joined = HostTransaction.join(tx);
        joined.insertInto(DSL.table(namespace.name(BreakGlassTable.NAME)))
                .set(BreakGlassTable.ID, event.id())
                .set(BreakGlassTable.TRANSACTION_ID, DSL.field("pg_current_xact_id()", String.class))
                .set(BreakGlassTable.ACTOR_TYPE, actor.type().name())
                .set(BreakGlassTable.ACTOR_ID, actor.id())
                .set(BreakGlassTable.REASON, reason)
                .set(BreakGlassTable.OPENED_AT, event.occurredAt().atOffset(ZoneOffset.UTC))
                .execute();
        joined.fetch(
                "SELECT set_config('holdfast.admin_break_glass', ?, TRUE)",
                event.id().toString());
        trail.act(tx, event);
        return event.id();
    }
}
