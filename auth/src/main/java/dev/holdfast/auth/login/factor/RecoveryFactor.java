package dev.holdfast.auth.login.factor;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.core.secret.Secret;
import java.util.OptionalInt;
import org.jooq.DSLContext;

/** The user's recovery codes. */
final class RecoveryFactor implements SecondFactor {
    private static final String METHOD = "recovery_code";

    private final RecoveryCodes codes;

    RecoveryFactor(RecoveryCodes codes) {
        this.codes = codes;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public String amr() {
        return RecoveryCodes.AMR;
    }

    @Override
    public boolean isEnrolled(DSLContext tx, UserRef user) {
        return codes.remaining(tx, user) > 0;
    }

    @Override
    public boolean isFallback() {
        return true;
    }

    @Override
    public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
        return codes.spend(tx, user, response.exposeText(), challengeId)
                .fold(
                        accepted -> new SecondFactorResult.Accepted(OptionalInt.of(accepted.remaining())),
                        reason -> new SecondFactorResult.Rejected(FactorResult.Reason.valueOf(reason.name())),
                        SecondFactorResult.Conflict::new);
    }
}
