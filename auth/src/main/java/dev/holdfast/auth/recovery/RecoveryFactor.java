package dev.holdfast.auth.recovery;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.Secret;
import org.jooq.DSLContext;

/** Recovery codes behind the port for step-up. A session is no challenge: it outlives any number of them. */
final class RecoveryFactor implements StepUpFactor {
    private final RecoveryCodes codes;

    RecoveryFactor(RecoveryCodes codes) {
        this.codes = codes;
    }

    @Override
    public String amr() {
        return RecoveryCodes.AMR;
    }

    @Override
    public FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response) {
        UserRef user = new UserRef(subject.tenantId(), subject.userId());
        return codes.spend(tx, user, response.exposeText())
                .fold(
                        accepted -> new FactorResult.Verified(),
                        reason -> new FactorResult.Rejected(FactorResult.Reason.valueOf(reason.name())),
                        FactorResult.Conflict::new);
    }
}
