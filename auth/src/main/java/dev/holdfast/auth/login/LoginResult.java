package dev.holdfast.auth.login;

import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of a step of a login. */
public sealed interface LoginResult {
    /**
     * The user is who they say; committed.
     *
     * @param login what a session is built on
     */
    record Authenticated(Login login) implements LoginResult {}

    /**
     * The password was right, and a second factor is asked for.
     *
     * @param challenge the token that the second step brings along; shown this once
     * @param methods which factors the user may answer with, the host's order
     * @param expiresAt from when on the login has to begin again
     */
    record SecondFactorRequired(Secret challenge, List<String> methods, Instant expiresAt) implements LoginResult {
        /** Copies the list. */
        public SecondFactorRequired {
            methods = List.copyOf(methods);
        }
    }

    /**
     * Refused: the same for a wrong password, an unknown name, a locked, unverified or disabled account, a wrong or
     * expired second factor. Only the audit record knows which.
     */
    record Refused() implements LoginResult {}

    /**
     * Nothing was decided: too many attempts, too many logins at this moment, or a conflict. For HTTP 429 with
     * {@code Retry-After} (RFC 9110 §10.2.3).
     *
     * @param retryAfter how long to wait
     */
    record RetryLater(Duration retryAfter) implements LoginResult {}

    /**
     * The value for whichever case this is.
     *
     * @param authenticated for a login that came to its end
     * @param secondFactor for one that asks for a second factor
     * @param refused for a refusal
     * @param retryLater for one to be tried again
     * @param <T> the value's type
     * @return what the function gave
     */
    default <T> T fold(
            Function<Login, T> authenticated,
            Function<SecondFactorRequired, T> secondFactor,
            Supplier<T> refused,
            Function<Duration, T> retryLater) {
        if (this instanceof Authenticated done) {
            return authenticated.apply(done.login());
        }
        if (this instanceof SecondFactorRequired required) {
            return secondFactor.apply(required);
        }
        return this instanceof RetryLater later ? retryLater.apply(later.retryAfter()) : refused.get();
    }
}
