package dev.holdfast.auth.password;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.PasswordText;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.Secret;
import java.util.Optional;
import org.jooq.DSLContext;

/** Passwords behind the port for step-up. */
final class PasswordFactor implements StepUpFactor {
    private final Passwords passwords;

    PasswordFactor(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public String amr() {
        return "pwd";
    }

    @Override
    public FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response) {
        Optional<PasswordText> password = PasswordText.of(response);
        if (password.isEmpty()) {
            return new FactorResult.Rejected(FactorResult.Reason.MALFORMED);
        }
        UserRef user = new UserRef(subject.tenantId(), subject.userId());
        return unlessConflict(
                () -> passwords
                        .verifyJoined(tx, user, password.get())
                        .fold(
                                mustChange -> new FactorResult.Verified(),
                                () -> new FactorResult.Rejected(FactorResult.Reason.WRONG),
                                retryAfter -> new FactorResult.Conflict()),
                FactorResult.Conflict::new);
    }
}
