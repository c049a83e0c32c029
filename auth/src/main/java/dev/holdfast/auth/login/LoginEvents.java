package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.OwaspActions;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * The audit events of this package. None holds a password, a code or a token; nor a name that nobody has, since people
 * type passwords into the wrong field.
 */
final class LoginEvents {
    static final Action CHALLENGE = Action.of("login_challenge.issue");

    private final LoginSetup setup;

    LoginEvents(LoginSetup setup) {
        this.setup = setup;
    }

    void authenticated(DSLContext tx, Login login, Attempt attempt) {
        SecurityEvent.Builder event = about(OwaspActions.AUTHN_LOGIN_SUCCESS, Optional.of(login.user()), attempt)
                .actor(Actor.user(login.user().userId()))
                .with("amr", login.amr())
                .with("second_factor", AuthEvents.word(login.secondFactor()))
                .with("must_change_password", login.hints().mustChangePassword());
        login.hints().recoveryCodesLeft().ifPresent(left -> event.with("recovery_codes_left", left));
        login.device()
                .ifPresent(device ->
                        event.target(Target.of("trusted_device", device.id().toString())));
        setup.trail().act(tx, event.build());
    }

    void challenged(DSLContext tx, UserRef user, UUID challenge, Attempt attempt) {
        setup.trail()
                .act(
                        tx,
                        about(CHALLENGE, Optional.of(user), attempt)
                                .target(Target.of("login_challenge", challenge.toString()))
                                .build());
    }

    /** Owns: by now there is no transaction that the record could join. */
    void refused(Optional<UserRef> user, LoginRefusal reason, Attempt attempt) {
        SecurityEvent event = about(OwaspActions.AUTHN_LOGIN_FAIL, user, attempt)
                .denied(reason.word())
                .build();
        setup.runner().run(tx -> setup.trail().denial(tx, event));
    }

    private SecurityEvent.Builder about(Action action, Optional<UserRef> user, Attempt attempt) {
        SecurityEvent.Builder event = setup.trail().event(action).category(Category.AUTHENTICATION);
        event.context(attempt.context(user)).with("step", attempt.step());
        if (attempt.place() != Place.NOT_GIVEN) {
            event.with("place", AuthEvents.word(attempt.place()));
        }
        user.ifPresent(known -> event.target(Target.of("user", known.userId())));
        return event;
    }

    /** Which step of a login an event is about, and where the request came from. */
    record Attempt(String step, RequestContext request, Place place) {
        static Attempt of(LoginRequest request, Place place) {
            RequestContext context = RequestScope.current();
            RequestContext from = context.withClient(request.client().text(), context.userAgent());
            return new Attempt("password", request.country().map(from::withGeo).orElse(from), place);
        }

        static Attempt secondFactor() {
            return new Attempt("second_factor", RequestScope.current(), Place.NOT_GIVEN);
        }

        RequestContext context(Optional<UserRef> user) {
            return user.filter(known -> !known.tenantId().isEmpty())
                    .map(known -> request.withTenant(known.tenantId()))
                    .orElse(request);
        }
    }
}
