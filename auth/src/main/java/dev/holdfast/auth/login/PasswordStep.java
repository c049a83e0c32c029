package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.Challenges.Subject;
import dev.holdfast.auth.login.Login.Hints;
import dev.holdfast.auth.login.Login.RememberedDevice;
import dev.holdfast.auth.login.Login.SecondFactorState;
import dev.holdfast.auth.login.LoginEvents.Attempt;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.throttle.AccountName;
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

    /** No host has a user of this id; if one has, their device is not of this account all the same. */
    private static final String NOBODY = "-";

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
        ThrottleKey key = key(request, found);
        return parts.throttle()
                .attempt(key)
                .fold(allowed -> hashed(new Tried(request, found, key, allowed)), LoginResult.RetryLater::new);
    }

    private Found find(DSLContext tx, LoginRequest request, Instant now) {
        Optional<Account> account = parts.accounts().find(tx, request.name(), now);
        // A device is looked for whoever it is: nobody has the one of an account that does not exist.
        UserRef user = account.map(Account::user)
                .orElseGet(() -> new UserRef(request.name().tenantId(), NOBODY));
        Optional<UUID> device = parts.devices()
                .flatMap(devices -> request.deviceToken().flatMap(token -> devices.identify(tx, user, token)));
        return new Found(account, device);
    }

    private static ThrottleKey key(LoginRequest request, Found found) {
        return new ThrottleKey(
                new AccountName(request.name().tenantId(), request.name().text()),
                request.client(),
                found.device().map(UUID::toString).orElse(null),
                request.country().orElse(null));
    }

    private LoginResult hashed(Tried tried) {
        Attempt attempt = Attempt.of(tried.request(), tried.allowed().place());
        // Hashed as nobody's when the account may not log in: the right password is no better than a wrong one then.
        Optional<UserRef> candidate =
                tried.found().account().filter(Account::isActive).map(Account::user);
        return parts.passwords()
                .verify(candidate, tried.request().password())
                .fold(
                        mustChange -> right(tried, mustChange, attempt),
                        () -> steps.refused(
                                tried.found().account().map(Account::user),
                                LoginSteps.reason(tried.found().account()),
                                attempt),
                        retryAfter -> givenBack(tried, new LoginResult.RetryLater(retryAfter)));
    }

    private LoginResult right(Tried tried, boolean mustChange, Attempt attempt) {
        LoginRequest request = tried.request();
        UserRef user = tried.found().account().orElseThrow().user();
        Subject subject = new Subject(user, request.name().text(), request.country(), mustChange);
        LoginResult result = steps.owned(
                Optional.of(user), attempt, tx -> proceed(tx, new Proven(subject, request.deviceToken(), attempt)));
        if (result instanceof LoginResult.Refused) {
            return result;
        }
        if (result instanceof LoginResult.Authenticated) {
            parts.throttle().remember(tried.key());
        }
        return givenBack(tried, result);
    }

    /** No wrong password was tried: either it was right, or it was not looked at. */
    private LoginResult givenBack(Tried tried, LoginResult result) {
        parts.throttle().succeeded(tried.allowed().ticket());
        return result;
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
        return parts.devices().isPresent() && proven.deviceToken().isPresent()
                ? onDevice(tx, proven, enrolled)
                : challenge(tx, proven, enrolled);
    }

    private LoginResult onDevice(DSLContext tx, Proven proven, List<SecondFactor> enrolled) {
        return parts.devices()
                .orElseThrow()
                .recognise(tx, proven.user(), proven.deviceToken().orElseThrow())
                .fold(
                        trusted -> authenticated(
                                tx,
                                proven,
                                SecondFactorState.TRUSTED_DEVICE,
                                Optional.of(new RememberedDevice(
                                        trusted.deviceId(), trusted.token(), trusted.expiresAt()))),
                        () -> challenge(tx, proven, enrolled),
                        LoginSteps::conflict);
    }

    private LoginResult authenticated(
            DSLContext tx, Proven proven, SecondFactorState state, Optional<RememberedDevice> device) {
        Login login = new Login(
                proven.user(),
                List.of(AMR),
                steps.setup().now(),
                state,
                new Hints(proven.subject().mustChange(), OptionalInt.empty()),
                device);
        steps.events().authenticated(tx, login, proven.attempt());
        return new LoginResult.Authenticated(login);
    }

    private LoginResult challenge(DSLContext tx, Proven proven, List<SecondFactor> enrolled) {
        ChallengeTokens.Issued issued = challenges.issue(tx, proven.subject());
        steps.events().challenged(tx, proven.user(), issued.token().id(), proven.attempt());
        return new LoginResult.SecondFactorRequired(
                issued.token().text(),
                enrolled.stream().map(SecondFactor::method).toList(),
                issued.expiresAt());
    }

    /** Who goes by the name, and which of their devices asks. */
    private record Found(Optional<Account> account, Optional<UUID> device) {}

    /** An attempt that is counted. */
    private record Tried(LoginRequest request, Found found, ThrottleKey key, ThrottleDecision.Allowed allowed) {}

    /** Somebody whose password was right. */
    private record Proven(Subject subject, Optional<Secret> deviceToken, Attempt attempt) {
        UserRef user() {
            return subject.user();
        }
    }
}
