package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.device.TrustResult;
import dev.holdfast.auth.login.Challenges.Ended;
import dev.holdfast.auth.login.Challenges.Open;
import dev.holdfast.auth.login.Challenges.Subject;
import dev.holdfast.auth.login.Login.Hints;
import dev.holdfast.auth.login.Login.RememberedDevice;
import dev.holdfast.auth.login.Login.SecondFactorState;
import dev.holdfast.auth.login.LoginEvents.Attempt;
import dev.holdfast.auth.login.LoginSteps.Undone;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.factor.SecondFactorResult;
import dev.holdfast.auth.throttle.AccountName;
import dev.holdfast.auth.throttle.ThrottleKey;
import dev.holdfast.core.secret.Token;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;

/**
 * The second step: the attempt is counted and committed, then the response is checked, then the challenge is spent.
 *
 * <p>The account is looked at and the response checked whatever state the account is in, so that one that was locked
 * between the steps costs what an active one does. A refusal undoes the rest: no code is used up by it.
 */
final class FactorStep {
    private static final String MULTIPLE_FACTORS_AMR = "mfa";

    private final LoginSteps steps;
    private final LoginParts parts;
    private final ChallengeTokens challenges;

    FactorStep(LoginSteps steps, LoginParts parts, ChallengeTokens challenges) {
        this.steps = steps;
        this.parts = parts;
        this.challenges = challenges;
    }

    LoginResult complete(LoginCompletion completion) {
        Attempt attempt = Attempt.secondFactor();
        return challenges
                .parse(completion.challenge())
                .map(token -> counted(token, completion, attempt))
                .orElseGet(() -> steps.refused(Optional.empty(), LoginRefusal.CHALLENGE_MALFORMED, attempt));
    }

    private LoginResult counted(Token token, LoginCompletion completion, Attempt attempt) {
        // Committed by itself: no rollback gives an attempt back.
        Optional<Open> open = steps.setup().runner().call(tx -> challenges.attempt(tx, token));
        if (open.isPresent()) {
            return answered(open.get(), completion, attempt);
        }
        Ended ended = steps.setup().runner().call(tx -> challenges.look(tx, token));
        return steps.refused(ended.user(), ended.reason(), attempt);
    }

    private LoginResult answered(Open open, LoginCompletion completion, Attempt attempt) {
        Optional<UserRef> user = Optional.of(open.user());
        Optional<SecondFactor> factor = parts.factor(completion.method());
        if (factor.isEmpty()) {
            return steps.refused(user, LoginRefusal.UNKNOWN_METHOD, attempt);
        }
        Answer answer = new Answer(open, factor.get(), completion, attempt);
        LoginResult result = steps.owned(user, attempt, tx -> checked(tx, answer));
        if (result instanceof LoginResult.Authenticated) {
            remember(open.subject());
        }
        return result;
    }

    private LoginResult checked(DSLContext tx, Answer answer) {
        Open open = answer.open();
        Optional<Account> account =
                parts.accounts().get(tx, open.user(), steps.setup().now());
        SecondFactorResult result = answer.factor()
                .verify(
                        tx,
                        open.user(),
                        answer.completion().response(),
                        open.id().toString());
        if (result instanceof SecondFactorResult.Conflict) {
            return LoginSteps.conflict();
        }
        // The account's state goes before the response: it is refused whether the response was right or not.
        LoginSteps.requireActive(account);
        return result.fold(
                accepted -> spent(tx, answer, accepted.left()),
                reason -> {
                    throw new Undone(LoginRefusal.of(reason));
                },
                LoginSteps::conflict);
    }

    private LoginResult spent(DSLContext tx, Answer answer, OptionalInt codesLeft) {
        // Of two right responses to one challenge one logs in; the other's code stays good.
        if (!challenges.spend(tx, answer.open())) {
            throw new Undone(LoginRefusal.CHALLENGE_ENDED);
        }
        Optional<String> label = answer.completion()
                .rememberAs()
                .filter(wanted -> parts.devices().isPresent());
        return label.isEmpty()
                ? authenticated(tx, answer, codesLeft, Optional.empty())
                : parts.devices()
                        .orElseThrow()
                        .trust(tx, answer.open().user(), label.get())
                        .fold(
                                device -> authenticated(tx, answer, codesLeft, Optional.of(remembered(device))),
                                LoginSteps::conflict);
    }

    private LoginResult authenticated(
            DSLContext tx, Answer answer, OptionalInt codesLeft, Optional<RememberedDevice> device) {
        Login login = new Login(
                answer.open().user(),
                List.of(PasswordStep.AMR, answer.factor().amr(), MULTIPLE_FACTORS_AMR),
                steps.setup().now(),
                SecondFactorState.VERIFIED,
                new Hints(answer.open().subject().mustChange(), codesLeft),
                device);
        steps.events().authenticated(tx, login, answer.attempt());
        return new LoginResult.Authenticated(login);
    }

    private static RememberedDevice remembered(TrustResult.Issued device) {
        return new RememberedDevice(device.deviceId(), device.token(), device.expiresAt());
    }

    /** A place counts as known from the last factor on, not from the password. */
    private void remember(Subject subject) {
        ThrottleKey key =
                ThrottleKey.of(new AccountName(subject.user().tenantId(), subject.loginName()), ClientAddress.NONE);
        subject.country().map(key::withCountry).ifPresent(parts.throttle()::remember);
    }

    /** A response under an open challenge, and the factor that checks it. */
    private record Answer(Open open, SecondFactor factor, LoginCompletion completion, Attempt attempt) {}
}
