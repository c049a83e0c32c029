package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.login.Challenges.Ended;
import dev.holdfast.auth.login.Challenges.Open;
import dev.holdfast.auth.login.Login.Hints;
import dev.holdfast.auth.login.Login.RememberedDevice;
import dev.holdfast.auth.login.Login.SecondFactorState;
import dev.holdfast.auth.login.LoginEvents.Attempt;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.factor.SecondFactorResult;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.tx.SqlState;
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
        Optional<Open> open;
        try {
            // Committed by itself: no rollback gives an attempt back.
            open = steps.setup().runner().call(tx -> challenges.attempt(tx, token));
        } catch (RuntimeException e) {
            if (SqlState.isConflict(e)) {
                return LoginSteps.conflict();
            }
            throw e;
        }
        if (open.isPresent()) {
            return answered(open.get(), completion, attempt);
        }
        Ended ended = steps.setup().runner().call(tx -> challenges.look(tx, token));
        return steps.refused(ended.user(), ended.reason(), attempt);
    }

    private LoginResult answered(Open open, LoginCompletion completion, Attempt attempt) {
        Optional<UserRef> user = Optional.of(open.user());
        Optional<SecondFactor> factor = parts.factor(completion.method());
        return factor.isPresent()
                ? steps.owned(user, attempt, tx -> checked(tx, new Answer(open, factor.get(), completion), attempt))
                : steps.refused(user, LoginRefusal.UNKNOWN_METHOD, attempt);
    }

    private LoginResult checked(DSLContext tx, Answer answer, Attempt attempt) {
        Open open = answer.open();
        Optional<Account> account =
                parts.accounts().get(tx, open.user(), steps.setup().now());
        SecondFactorResult result = answer.factor()
                .verify(tx, open.user(), answer.completion().response(), open.id().toString());
        // The account's state goes before the response: it is refused whether the response was right or not.
        LoginSteps.requireActive(account);
        return result.fold(
                accepted -> authenticated(tx, answer, accepted.left(), attempt),
                reason -> {
                    throw new Undone(LoginRefusal.of(reason));
                },
                LoginSteps::conflict);
    }

    private LoginResult authenticated(DSLContext tx, Answer answer, OptionalInt codesLeft, Attempt attempt) {
        Open open = answer.open();
        // Last of all: of two right responses to one challenge one logs in, and the other's code stays good.
        if (!challenges.spend(tx, open)) {
            throw new Undone(LoginRefusal.CHALLENGE_ENDED);
        }
        Login login = new Login(
                open.user(),
                List.of(PasswordStep.AMR, answer.factor().amr(), MULTIPLE_FACTORS_AMR),
                steps.setup().now(),
                SecondFactorState.VERIFIED,
                new Hints(open.mustChange(), codesLeft),
                remembered(tx, answer));
        steps.events().authenticated(tx, login, attempt);
        return new LoginResult.Authenticated(login);
    }

    private Optional<RememberedDevice> remembered(DSLContext tx, Answer answer) {
        return answer.completion().rememberAs().flatMap(label -> parts.devices().map(devices -> {
            TrustedDevices.Trust trust = devices.trust(tx, answer.open().user(), label);
            return new RememberedDevice(trust.deviceId(), trust.token(), trust.expiresAt());
        }));
    }

    /** A response under an open challenge, and the factor that checks it. */
    private record Answer(Open open, SecondFactor factor, LoginCompletion completion) {}
}
