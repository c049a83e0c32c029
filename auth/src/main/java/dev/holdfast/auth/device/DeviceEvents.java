package dev.holdfast.auth.device;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.Locale;
import java.util.UUID;

/** The audit events of this package; none holds a token. */
final class DeviceEvents {
    static final Action TRUST = Action.of("trusted_device.trust");
    static final Action RECOGNISE = Action.of("trusted_device.recognise");
    static final Action REVOKE = Action.of("trusted_device.revoke");
    static final Action REVOKE_ALL = Action.of("trusted_device.revoke_all");

    private DeviceEvents() {}

    static SecurityEvent.Builder of(AuditTrail trail, Action action, UserRef user) {
        RequestContext context = RequestScope.current();
        return trail.event(action)
                .category(action.equals(RECOGNISE) ? Category.AUTHENTICATION : Category.ACCOUNT)
                .context(user.tenantId().isEmpty() ? context : context.withTenant(user.tenantId()))
                .target(Target.of("user", user.userId()));
    }

    static Target device(UUID id) {
        return Target.of("trusted_device", id.toString());
    }

    static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
