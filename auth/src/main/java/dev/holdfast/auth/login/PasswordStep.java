package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.Login.SecondFactorState;
import dev.holdfast.auth.login.LoginEvents.Attempt;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.password.PasswordResult;
import dev.holdfast.auth.throttle.ThrottleDecision;
import dev.holdfast.auth.throttle.ThrottleKey;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.tx.SqlState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * The first step: counted, looked up, hashed, decided. No connection is held while the hash is computed.
 *
 * <p>Up to the refusal every account costs the same: one lookup, one attempt counted, one hash, one record. An account
 * that may not log in is checked as nobody's, so that its state cannot be told from whether the password was right.
 */
final class PasswordStep {
    private final LoginSetup setup;
    private final LoginParts parts;
    private final ChallengeIssue challenges;
    private final LoginEvents events;

    PasswordStep(LoginSetup setup, LoginParts parts, ChallengeIssue challenges) {
        this.setup = setup;
        this.parts = parts;
        this.challenges = challenges;
        this.events = new LoginEvents(setup);
    }

    LoginResult begin(LoginRequest request) {
        Found found = setup.runner().call(tx -> find(tx, request));
        ThrottleDecision decision = parts.throttle().attempt(key(request, found));
        if (decision instanceof ThrottleDecision.Allowed allowed) {
            Attempt attempt = new Attempt("password", LoginFlow.context(request), allowed.newPlace());
            return checked(request, found, allowed, attempt);
        }
        return LoginFlow.later(((ThrottleDecision.Refused) decision).retryAfter());
    }

    private LoginResult checked(
            LoginRequest request, Found found, ThrottleDecision.Allowed allowed, Attempt attempt) {
        Optional<UserRef> candidate = found.account().filter(Account::isActive).map(Account::user);
        PasswordResult password = parts.passwords().verify(candidate, request.password());
        if (password instanceof PasswordResult.Busy busy) {
            // Nothing was checked, so nothing was guessed.
            parts.throttle().succeeded(allowed.ticket());
            return LoginFlow.later(busy.retryAfter());
        }
        if (candidate.isEmpty() || !(password instanceof PasswordResult.Verified verified)) {
            return refused(found.account(), attempt);
        }
        LoginResult result = proceed(new Proven(candidate.get(), verified.mustChange(), request, attempt));
        if (!(result instanceof LoginResult.Refused)) {
            parts.throttle().succeeded(allowed.ticket());
        }
        return result;
    }

    private LoginResult proceed(Proven proven) {
        try {
            Instant now = setup.now();
            Optional<Account> account =
                    setup.runner().call(tx -> parts.accounts().get(tx, proven.user(), now));
            // Looked at again: the hash took its time, and the account may have been locked meanwhile.
            return account.filter(Account::isActive).isPresent()
                    ? setup.runner().call(tx -> proceed(tx, proven, now))
                    : refused(account, proven.attempt());
        } catch (RuntimeException e) {
            if (SqlState.isConflict(e)) {
                return LoginFlow.conflict();
            }
            throw e;
        }
    }
}
