package dev.holdfast.auth.throttle;

import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.throttle.ThrottleRows.Refusing;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.OwaspActions;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import java.time.Duration;
import java.util.List;

/** The audit events of this package. They name accounts by reference: a typed name may be a password. */
final class ThrottleEvents {
    static final Action DENY = OwaspActions.AUTHN_LOGIN_FAIL_MAX;
    static final Action STOP = OwaspActions.AUTHN_LOGIN_LOCK;
    static final Action SPRAY = Action.of("login_throttle.spray");
    static final Action RESET = Action.of("login_throttle.reset");

    private final AuditTrail trail;

    ThrottleEvents(AuditTrail trail) {
        this.trail = trail;
    }

    SecurityEvent denied(ThrottleKey key, String account, List<Refusing> refusing, Duration retryAfter) {
        return about(DENY, key, account)
                // Nothing refuses any more: a reset came in between.
                .denied(refusing.isEmpty() ? "overtaken" : "throttled")
                .with(
                        "buckets",
                        refusing.stream()
                                .map(bucket -> AuthEvents.word(bucket.kind()))
                                .toList())
                .with("stopped", refusing.stream().anyMatch(Refusing::stopped))
                .with("retry_after_seconds", retryAfter.toSeconds())
                .build();
    }

    /** The decision could not be had in time. */
    SecurityEvent busy(ThrottleKey key, String account) {
        return about(DENY, key, account).denied("busy").build();
    }

    SecurityEvent stopped(ThrottleKey key, String account, ThrottleBucket kind) {
        return about(STOP, key, account)
                .severity(Severity.HIGH)
                .with("bucket", AuthEvents.word(kind))
                .build();
    }

    SecurityEvent spray(ThrottleKey key, String account, int accounts) {
        return about(SPRAY, key, account)
                .severity(Severity.HIGH)
                .with("network", key.address().network())
                .with("accounts", accounts)
                .build();
    }

    SecurityEvent reset(AccountName account, String reference) {
        return trail.event(RESET)
                .category(Category.ACCOUNT)
                .context(context(account))
                .target(target(reference))
                .build();
    }

    private SecurityEvent.Builder about(Action action, ThrottleKey key, String account) {
        RequestContext request = context(key.account());
        return trail.event(action)
                .category(Category.AUTHENTICATION)
                .context(request.withClient(key.address().text(), request.userAgent()))
                .target(target(account));
    }

    private static RequestContext context(AccountName account) {
        RequestContext request = RequestScope.current();
        return account.tenantId().isEmpty() ? request : request.withTenant(account.tenantId());
    }

    private static Target target(String reference) {
        return Target.of("login_account", reference);
    }
}
