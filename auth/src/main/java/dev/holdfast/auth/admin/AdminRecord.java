package dev.holdfast.auth.admin;

import dev.holdfast.auth.admin.AdminChange.EndChange;
import dev.holdfast.auth.admin.AdminChange.RoleChange;
import dev.holdfast.auth.admin.AdminDirectory.Account;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.stepup.StepUpGrant;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What a guard writes into the audit trail. */
final class AdminRecord {
    private static final Action APPOINT = Action.of("admin.appoint_master");
    private static final String TARGET_TYPE = "user";

    private final AuditTrail trail;

    AdminRecord(AuditTrail trail) {
        this.trail = trail;
    }

    void applied(DSLContext tx, AdminChange change, List<Change> changes, @Nullable StepUpGrant grant, int revoked) {
        SecurityEvent.Builder event = event(change).severity(Severity.MEDIUM).with("revoked", revoked);
        changes.forEach(each -> event.change(each.path(), each.oldValue(), each.newValue()));
        if (change.act() == AdminAct.TRANSFER_MASTER) {
            event.severity(Severity.HIGH);
        }
        if (grant != null) {
            event.with("step_up_token_id", grant.tokenId().toString());
        }
        trail.act(tx, event.build());
    }

    void refused(DSLContext tx, AdminChange change, Reason reason) {
        String word = AuthEvents.word(reason);
        SecurityEvent.Builder event = event(change);
        if (change instanceof RoleChange role) {
            event.with("role", role.role());
        }
        boolean harmless = reason == Reason.NO_CHANGE || reason == Reason.CHANGED_MEANWHILE;
        trail.denial(tx, (harmless ? event.failed(word) : event.denied(word)).build());
    }

    void appointed(DSLContext tx, String scope, String id) {
        SecurityEvent.Builder event = trail.event(APPOINT)
                .category(Category.AUTHORIZATION)
                .severity(Severity.HIGH)
                .target(Target.of(TARGET_TYPE, id))
                .change("master_admin", null, id);
        if (!scope.isEmpty()) {
            event.with("scope", scope);
        }
        trail.act(tx, event.build());
    }

    /** The fields that the change sets, before and after. */
    static List<Change> changes(AdminChange change, Account before, Instant now) {
        List<Change> changes = new ArrayList<>();
        if (change instanceof RoleChange role) {
            add(changes, "role", before.role(), role.role());
            if (role.level() != null) {
                add(
                        changes,
                        "level",
                        Integer.toString(before.level()),
                        role.level().toString());
            }
        } else if (change instanceof EndChange end) {
            add(changes, "ends_at", text(before.endsAt()), text(end.endsAt()));
        } else {
            switch (change.act()) {
                case DELETE -> add(changes, "deleted_at", null, now.toString());
                case TRANSFER_MASTER ->
                    add(changes, "master_admin", change.actor().id(), before.id());
                default ->
                    add(changes, "enabled", Boolean.toString(before.enabled()), Boolean.toString(!before.enabled()));
            }
        }
        return changes;
    }

    private static void add(List<Change> changes, String path, @Nullable String before, @Nullable String after) {
        if (before == null || !before.equals(after)) {
            changes.add(new Change(path, before, after));
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private SecurityEvent.Builder event(AdminChange change) {
        AdminActor actor = change.actor();
        SecurityEvent.Builder event = trail.event(change.act().auditAction())
                .category(Category.AUTHORIZATION)
                .target(Target.of(TARGET_TYPE, change.targetId()));
        Actor known = RequestScope.current().actor();
        // The request's own actor says more (name, session); a change asked for in another name is recorded in that
        // name.
        if (!known.id().equals(actor.id())) {
            event.actor(Actor.user(actor.id()));
        }
        if (!actor.scope().isEmpty()) {
            event.with("scope", actor.scope());
        }
        return event;
    }
}
