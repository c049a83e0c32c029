package dev.holdfast.auth.device;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.UUID;

/** The audit events of this package; none holds a token. */
final class DeviceEvents {
    static final Action TRUST = Action.of("trusted_device.trust");
    static final Action RECOGNISE = Action.of("trusted_device.recognise");
    static final Action REVOKE = Action.of("trusted_device.revoke");
    static final Action REVOKE_ALL = Action.of("trusted_device.revoke_all");

    private DeviceEvents() {}

    static SecurityEvent.Builder of(AuditTrail trail, Action action, UserRef user) {
        return AuthEvents.about(
                trail.event(action).category(action.equals(RECOGNISE) ? Category.AUTHENTICATION : Category.ACCOUNT),
                user);
    }

    static Target device(UUID id) {
        return Target.of("trusted_device", id.toString());
    }
}
