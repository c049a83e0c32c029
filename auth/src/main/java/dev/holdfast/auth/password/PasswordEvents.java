package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import org.jspecify.annotations.Nullable;

/** The audit events of this package; none holds a password or a hash. */
final class PasswordEvents {
    static final Action VERIFY = Action.of("password.verify");
    static final Action CHANGE = Action.of("password.change");
    static final Action REQUIRE_CHANGE = Action.of("password.require_change");
    static final Action RESEAL = Action.of("password.reseal");
    static final Action FORGET = Action.of("password.forget");

    private PasswordEvents() {}

    /** An event about a user; without a target when the login name is nobody's. */
    static SecurityEvent.Builder of(AuditTrail trail, Action action, @Nullable UserRef user) {
        SecurityEvent.Builder event =
                trail.event(action).category(action.equals(VERIFY) ? Category.AUTHENTICATION : Category.ACCOUNT);
        return user == null ? event : AuthEvents.about(event, user);
    }

    static SecurityEvent.Builder ofJob(AuditTrail trail) {
        return trail.event(RESEAL).category(Category.CONFIGURATION).actor(Actor.system("password-jobs"));
    }
}
