package dev.holdfast.auth.admin;

import dev.holdfast.auth.admin.AdminChange.EndChange;
import dev.holdfast.auth.admin.AdminChange.RoleChange;
import dev.holdfast.auth.admin.AdminDirectory.Account;
import dev.holdfast.auth.admin.AdminDirectory.Look;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.stepup.StepUpGrant;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules in words that name themselves: they explain a refusal, and decide nothing but the step-up. */
final class AdminRules {
    private AdminRules() {}

    /** Why a grant is not the proof this change needs: another user, scope, act or payload, or none at all. */
    static Optional<Reason> stepUp(AdminChange change, Set<AdminAct> needed, @Nullable StepUpGrant grant) {
        if (!needed.contains(change.act())) {
            return Optional.empty();
        }
        if (grant == null) {
            return Optional.of(Reason.STEP_UP_REQUIRED);
        }
        AdminActor actor = change.actor();
        boolean matches = grant.action().equals(change.act().stepUpAction())
                && grant.payload().equals(change.payload())
                && grant.subject().userId().equals(actor.id())
                && (actor.scope().isEmpty() || grant.subject().tenantId().equals(actor.scope()));
        return matches ? Optional.empty() : Optional.of(Reason.STEP_UP_MISMATCH);
    }

    /** The first rule that forbids the change, as things look. */
    static Optional<Reason> broken(AdminChange change, Look look, Set<String> adminRoles) {
        Account actor = look.actor();
        Account target = look.target();
        if (actor == null || !actor.admin()) {
            return Optional.of(Reason.NOT_AN_ADMIN);
        }
        if (target == null) {
            return Optional.of(Reason.NOT_FOUND);
        }
        if (change.act() == AdminAct.TRANSFER_MASTER) {
            return transfer(actor, target);
        }
        boolean last = loses(change, adminRoles) && target.lasting() && look.others() == 0;
        if (target.master() && change.act() != AdminAct.ENABLE && !lifts(change)) {
            // Of a master who is the only admin left, the graver rule is named: handing the flag on would not help.
            return Optional.of(last ? Reason.LAST_ADMIN : Reason.MASTER_ADMIN);
        }
        if (actor.id().equals(target.id()) && promotes(change, target, adminRoles)) {
            return Optional.of(Reason.SELF_PROMOTION);
        }
        if (Math.max(target.level(), newLevel(change)) > actor.level()) {
            return Optional.of(Reason.ABOVE_OWN_LEVEL);
        }
        if (isSo(change, target)) {
            return Optional.of(Reason.NO_CHANGE);
        }
        return last ? Optional.of(Reason.LAST_ADMIN) : Optional.empty();
    }

    private static Optional<Reason> transfer(Account actor, Account target) {
        if (!actor.master()) {
            return Optional.of(Reason.NOT_THE_MASTER);
        }
        if (target.master()) {
            return Optional.of(Reason.NO_CHANGE);
        }
        return target.lasting() ? Optional.empty() : Optional.of(Reason.TARGET_NOT_ADMIN);
    }

    private static boolean loses(AdminChange change, Set<String> adminRoles) {
        if (change instanceof RoleChange role) {
            return !adminRoles.contains(role.role());
        }
        return change.act() != AdminAct.ENABLE && !lifts(change);
    }

    private static boolean lifts(AdminChange change) {
        return change instanceof EndChange end && end.endsAt() == null;
    }

    private static boolean promotes(AdminChange change, Account self, Set<String> adminRoles) {
        if (change instanceof RoleChange role) {
            boolean otherAdminRole =
                    adminRoles.contains(role.role()) && !role.role().equals(self.role());
            return otherAdminRole || newLevel(change) > self.level();
        }
        return change instanceof EndChange end && isLater(end.endsAt(), self.endsAt());
    }

    private static boolean isLater(@Nullable Instant asked, @Nullable Instant present) {
        return present != null && (asked == null || asked.isAfter(present));
    }

    private static int newLevel(AdminChange change) {
        return change instanceof RoleChange role && role.level() != null ? role.level() : 0;
    }

    private static boolean isSo(AdminChange change, Account target) {
        if (change instanceof RoleChange role) {
            return role.role().equals(target.role()) && (role.level() == null || role.level() == target.level());
        }
        if (change instanceof EndChange end) {
            Instant asked = end.endsAt();
            return asked == null ? target.endsAt() == null : asked.equals(target.endsAt());
        }
        return switch (change.act()) {
            case DISABLE -> !target.enabled();
            case ENABLE -> target.enabled();
            default -> false;
        };
    }
}
