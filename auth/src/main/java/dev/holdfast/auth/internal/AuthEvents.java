package dev.holdfast.auth.internal;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.Locale;

/** What the audit events of every feature have in common: how they name a user, and how they word a reason. */
public final class AuthEvents {
    private AuthEvents() {}

    /**
     * Makes an event one about a user of a tenant, within the request under way.
     *
     * @param event the event, without a context
     * @param user its target
     * @return the event
     */
    public static SecurityEvent.Builder about(SecurityEvent.Builder event, UserRef user) {
        RequestContext context = RequestScope.current();
        return event.context(user.tenantId().isEmpty() ? context : context.withTenant(user.tenantId()))
                .target(Target.of("user", user.userId()));
    }

    /**
     * A constant as events write it.
     *
     * @param constant such as the reason of a refusal
     * @return its name in lower case
     */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
