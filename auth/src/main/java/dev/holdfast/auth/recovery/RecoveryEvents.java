package dev.holdfast.auth.recovery;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;

/** The audit events of this package; none holds a code. */
final class RecoveryEvents {
    static final Action GENERATE = Action.of("recovery_code.generate");
    static final Action SPEND = Action.of("recovery_code.spend");
    static final Action DISCARD = Action.of("recovery_code.discard");
    static final Action RESET = Action.of("recovery_code.reset_attempts");

    private RecoveryEvents() {}

    static SecurityEvent.Builder of(AuditTrail trail, Action action, UserRef user) {
        return AuthEvents.about(
                trail.event(action).category(action.equals(SPEND) ? Category.AUTHENTICATION : Category.ACCOUNT), user);
    }
}
