package dev.holdfast.auth.login.factor;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.totp.environment.EnvironmentTotp;
import dev.holdfast.core.secret.Secret;
import org.jooq.DSLContext;

/** The one secret of a single-user application. */
final class EnvironmentFactor implements SecondFactor {
    private final EnvironmentTotp totp;
    private final UserRef owner;

    EnvironmentFactor(EnvironmentTotp totp, UserRef owner) {
        this.totp = totp;
        this.owner = owner;
    }

    @Override
    public String method() {
        return TotpFactor.METHOD;
    }

    @Override
    public String amr() {
        return TotpFactor.AMR;
    }

    @Override
    public boolean isEnrolled(DSLContext tx, UserRef user) {
        return user.equals(owner);
    }

    @Override
    public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
        // Nobody else gets a challenge for it, so the answer tells nothing that the first step has not told.
        return user.equals(owner)
                ? TotpFactor.outcome(totp.verify(response.exposeText()))
                : new SecondFactorResult.Rejected(FactorResult.Reason.NOT_ENROLLED);
    }
}
