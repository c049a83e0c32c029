package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.login.Login;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.SessionAuthentication;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client gets. Prints without its token.
 *
 * @param status 200, 401 or 429
 * @param body what the page shows: nothing after a refusal
 * @param retryAfter seconds to wait, for status 429
 * @param token what the client keeps: the challenge of a login under way, or its device's cookie; empty when neither
 * @param session what a session would be built on, once the login is done
 */
public record Answer(int status, String body, long retryAfter, String token, Optional<SessionAuthentication> session) {
    static Answer done(Login login) {
        String hints = (login.hints().mustChangePassword() ? ", password to be changed" : "")
                + (login.hints().recoveryCodesLeft().isPresent()
                        ? ", recovery codes left: "
                                + login.hints().recoveryCodesLeft().getAsInt()
                        : "");
        AuthLevel level = login.amr().contains("mfa") ? AuthLevel.TWO_FACTORS : AuthLevel.ONE_FACTOR;
        return new Answer(
                200,
                "logged in by " + login.amr() + hints,
                0,
                login.device().map(device -> device.token().exposeText()).orElse(""),
                Optional.of(new SessionAuthentication(level, login.authenticatedAt())));
    }

    static Answer secondFactor(SecondFactorRequired required) {
        return new Answer(
                200,
                "second factor: " + required.methods(),
                0,
                required.challenge().exposeText(),
                Optional.empty());
    }

    static Answer refused() {
        return new Answer(401, "", 0, "", Optional.empty());
    }

    static Answer later(Duration retryAfter) {
        return new Answer(429, "", Math.max(1, retryAfter.toSeconds()), "", Optional.empty());
    }

    @Override
    public String toString() {
        return (status + " " + body).strip() + (retryAfter > 0 ? ", retry after " + retryAfter + " s" : "");
    }
}
