package dev.holdfast.auth.login.factor;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpResult;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.core.secret.Secret;
import java.util.OptionalInt;
import org.jooq.DSLContext;

/** The user's authenticators. */
final class TotpFactor implements SecondFactor {
    static final String METHOD = "totp";
    static final String AMR = "otp";

    private final TotpVerifier verifier;
    private final TotpEnrolment enrolment;

    TotpFactor(TotpVerifier verifier, TotpEnrolment enrolment) {
        this.verifier = verifier;
        this.enrolment = enrolment;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public String amr() {
        return AMR;
    }

    @Override
    public boolean isEnrolled(DSLContext tx, UserRef user) {
        return !enrolment.devices(tx, user).isEmpty();
    }

    @Override
    public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
        return outcome(verifier.verify(tx, user, response.exposeText(), challengeId));
    }

    static SecondFactorResult outcome(TotpResult result) {
        return result.fold(
                accepted -> new SecondFactorResult.Accepted(OptionalInt.empty()),
                reason -> new SecondFactorResult.Rejected(FactorResult.Reason.valueOf(reason.name())),
                SecondFactorResult.Conflict::new);
    }
}
