package dev.holdfast.auth.recovery;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.Locale;

/** The audit events of this package; none holds a code. */
final class RecoveryEvents {
    static final Action GENERATE = Action.of("recovery_code.generate");
    static final Action SPEND = Action.of("recovery_code.spend");
    static final Action DISCARD = Action.of("recovery_code.discard");
    static final Action RESET = Action.of("recovery_code.reset_attempts");

    private RecoveryEvents() {}

    static SecurityEvent.Builder of(AuditTrail trail, Action action, UserRef user) {
        RequestContext context = RequestScope.current();
        return trail.event(action)
                .category(action.equals(SPEND) ? Category.AUTHENTICATION : Category.ACCOUNT)
                .context(user.tenantId().isEmpty() ? context : context.withTenant(user.tenantId()))
                .target(Target.of("user", user.userId()));
    }

    static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
