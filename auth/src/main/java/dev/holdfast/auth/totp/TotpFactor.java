package dev.holdfast.auth.totp;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.Secret;
import org.jooq.DSLContext;

/** Authenticators behind the port for step-up. A session is no challenge: it outlives any number of them. */
final class TotpFactor implements StepUpFactor {
    private final TotpVerifier verifier;

    TotpFactor(TotpVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public String amr() {
        return "otp";
    }

    @Override
    public FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response) {
        UserRef user = new UserRef(subject.tenantId(), subject.userId());
        return verifier.verify(tx, user, response.exposeText())
                .fold(
                        accepted -> new FactorResult.Verified(),
                        reason -> new FactorResult.Rejected(FactorResult.Reason.valueOf(reason.name())),
                        FactorResult.Conflict::new);
    }
}
