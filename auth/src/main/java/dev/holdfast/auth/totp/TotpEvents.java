package dev.holdfast.auth.totp;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.UUID;

/** The audit events of this package; none holds a code or a secret. */
final class TotpEvents {
    static final Action VERIFY = Action.of("totp.verify");
    static final Action RESET = Action.of("totp.reset_attempts");
    static final Action BEGIN = Action.of("totp_device.begin");
    static final Action ADOPT = Action.of("totp_device.adopt");
    static final Action CONFIRM = Action.of("totp_device.confirm");
    static final Action REMOVE = Action.of("totp_device.remove");
    static final Action RESEAL = Action.of("totp_device.reseal");

    private TotpEvents() {}

    static SecurityEvent.Builder of(AuditTrail trail, Action action, UserRef user) {
        return AuthEvents.about(
                trail.event(action).category(action.equals(VERIFY) ? Category.AUTHENTICATION : Category.ACCOUNT), user);
    }

    static Target device(UUID id) {
        return Target.of("totp_device", id.toString());
    }
}
