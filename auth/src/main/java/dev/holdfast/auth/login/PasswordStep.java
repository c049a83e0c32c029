package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.login.Login.Hints;
import dev.holdfast.auth.login.Login.RememberedDevice;
import dev.holdfast.auth.login.Login.SecondFactorState;
import dev.holdfast.auth.login.LoginEvents.Attempt;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.password.PasswordResult;
import dev.holdfast.auth.throttle.ThrottleDecision;
import dev.holdfast.auth.throttle.ThrottleKey;
import dev.holdfast.core.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * The first step: looked up, counted, hashed, decided. No connection is held while the hash is computed.
 *
 * <p>Up to the refusal every account costs the same: one lookup, one attempt counted, one hash, one record. An account
 * that may not log in is checked as nobody's, so that its state cannot be told from whether the password was right.
 */
final class PasswordStep {
    static final String AMR = "pwd";

    private final LoginSteps steps;
    private final LoginParts parts;
    private final ChallengeTokens challenges;

    PasswordStep(LoginSteps steps, LoginParts parts, ChallengeTokens challenges) {
        this.steps = steps;
        this.parts = parts;
        this.challenges = challenges;
    }

    LoginResult begin(LoginRequest request) {
        Instant now = steps.setup().now();
        Found found = steps.setup().runner().call(tx -> find(tx, request, now));
        ThrottleDecision decision = parts.throttle().attempt(new ThrottleKey(
                request.name().text(), request.client(), found.device().map(UUID::toString), request.country()));
        if (decision instanceof ThrottleDecision.Refused throttled) {
            return new LoginResult.RetryLater(throttled.retryAfter());
        }
        return hashed(request, found, (ThrottleDecision.Allowed) decision);
    }

    private LoginResult hashed(LoginRequest request, Found found, ThrottleDecision.Allowed allowed) {
        Attempt attempt = Attempt.of(request, allowed.newPlace());
        Optional<UserRef> candidate = found.account().filter(Account::isActive).map(Account::user);
        PasswordResult password = parts.passwords().verify(candidate, request.password());
        LoginResult result;
        if (password instanceof PasswordResult.Busy busy) {
            result = new LoginResult.RetryLater(busy.retryAfter());
        } else if (candidate.isPresent() && password instanceof PasswordResult.Verified verified) {
            Proven proven = new Proven(candidate.get(), verified.mustChange(), request.deviceToken(), attempt);
            result = steps.owned(candidate, attempt, tx -> proceed(tx, proven));
        } else {
            return steps.refused(found.account().map(Account::user), LoginSteps.reason(found.account()), attempt);
        }
        if (!(result instanceof LoginResult.Refused)) {
            // No wrong password was tried: either it was right, or it was not looked at.
            parts.throttle().succeeded(allowed.ticket());
        }
        return result;
    }

    private Found find(DSLContext tx, LoginRequest request, Instant now) {
        Optional<Account> account = parts.accounts().find(tx, request.name(), now);
        // A device is asked about for unknown accounts as well: nobody has it then.
        UserRef user = account.map(Account::user)
                .orElseGet(() -> new UserRef(request.name().tenantId(), "-"));
        return new Found(
                account,
                request.deviceToken()
                        .flatMap(token -> parts.devices().flatMap(devices -> devices.known(tx, user, secret(token)))));
    }

    private LoginResult proceed(DSLContext tx, Proven proven) {
        // Looked at again: the hash took its time, and the account may have been locked meanwhile.
        LoginSteps.requireActive(
                parts.accounts().get(tx, proven.user(), steps.setup().now()));
        List<SecondFactor> enrolled = parts.secondFactors().stream()
                .filter(factor -> factor.isEnrolled(tx, proven.user()))
                .toList();
        if (enrolled.stream().allMatch(SecondFactor::isFallback)) {
            return authenticated(tx, proven, SecondFactorState.NOT_ENROLLED, Optional.empty());
        }
        Optional<RememberedDevice> device = recognised(tx, proven);
        return device.isPresent()
                ? authenticated(tx, proven, SecondFactorState.TRUSTED_DEVICE, device)
                : challenge(tx, proven, enrolled);
    }

    private Optional<RememberedDevice> recognised(DSLContext tx, Proven proven) {
        return proven.deviceToken()
                .flatMap(token -> parts.devices()
                        .flatMap(devices -> remembered(devices.recognise(tx, proven.user(), secret(token)))));
    }

    private static Optional<RememberedDevice> remembered(TrustedDevices.Recognition recognition) {
        return recognition instanceof TrustedDevices.Recognition.Trusted trusted
                ? Optional.of(new RememberedDevice(trusted.deviceId(), trusted.token(), trusted.expiresAt()))
                : Optional.empty();
    }

    private LoginResult authenticated(
            DSLContext tx, Proven proven, SecondFactorState state, Optional<RememberedDevice> device) {
        Login login = new Login(
                proven.user(),
                List.of(AMR),
                steps.setup().now(),
                state,
                new Hints(proven.mustChange(), OptionalInt.empty()),
                device);
        steps.events().authenticated(tx, login, proven.attempt());
        return new LoginResult.Authenticated(login);
    }

    private LoginResult challenge(DSLContext tx, Proven proven, List<SecondFactor> enrolled) {
        ChallengeTokens.Issued issued = challenges.issue(tx, proven.user(), proven.mustChange());
        steps.events().challenged(tx, proven.user(), issued.token().id(), proven.attempt());
        return new LoginResult.SecondFactorRequired(
                issued.token().text(),
                enrolled.stream().map(SecondFactor::method).toList(),
                issued.expiresAt());
    }

    private static Secret secret(String token) {
        return LoginRequest.typed(token);
    }

    /** Who goes by the name, and which of their devices asks. */
    private record Found(Optional<Account> account, Optional<UUID> device) {}

    /** Somebody whose password was right. */
    private record Proven(UserRef user, boolean mustChange, Optional<String> deviceToken, Attempt attempt) {}
}
