package dev.holdfast.auth.login;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.LoginEvents.Attempt;
import dev.holdfast.auth.login.account.Account;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/** What both steps of a login share: transactions that end in a result, and one way to refuse. */
final class LoginSteps {
    /** How long a client waits after a conflict, which is over as soon as the other transaction is. */
    private static final Duration AFTER_CONFLICT = Duration.ofSeconds(1);

    private final LoginSetup setup;
    private final LoginEvents events;

    LoginSteps(LoginSetup setup) {
        this.setup = setup;
        this.events = new LoginEvents(setup);
    }

    LoginSetup setup() {
        return setup;
    }

    LoginEvents events() {
        return events;
    }

    /** Owns. Runs a step; what it did is undone when it refuses, and a conflict decides nothing. */
    LoginResult owned(Optional<UserRef> user, Attempt attempt, Function<DSLContext, LoginResult> work) {
        try {
            return unlessConflict(() -> setup.runner().call(work), LoginSteps::conflict);
        } catch (Undone refusal) {
            return refused(user, refusal.reason(), attempt);
        }
    }

    LoginResult refused(Optional<UserRef> user, LoginRefusal reason, Attempt attempt) {
        events.refused(user, reason, attempt);
        return new LoginResult.Refused();
    }

    static LoginResult conflict() {
        return new LoginResult.RetryLater(AFTER_CONFLICT);
    }

    /** Throws unless the account may log in. */
    static void requireActive(Optional<Account> account) {
        if (account.filter(Account::isActive).isEmpty()) {
            throw new Undone(reason(account));
        }
    }

    static LoginRefusal reason(Optional<Account> account) {
        return account.map(found -> LoginRefusal.of(found.state())).orElse(LoginRefusal.UNKNOWN_ACCOUNT);
    }

    /** Rolls a step's transaction back when the login is refused, so that no code is used up by a refusal. */
    static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final LoginRefusal reason;

        Undone(LoginRefusal reason) {
            super("login refused: " + reason.word(), null, false, false);
            this.reason = reason;
        }

        LoginRefusal reason() {
            return reason;
        }
    }
}
